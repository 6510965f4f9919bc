/** What the box must have, and how to mend what it has not. */
package jocker.doctor;
