/** What is on the btrfs volume: images, containers, and the records that jocker keeps of them. */
package jocker.store;
