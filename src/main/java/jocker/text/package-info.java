/** What jocker says, in the languages that it says it in. */
package jocker.text;
