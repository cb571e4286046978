package io.evalstream.devcluster.stub;

/// The keys that were seen of late, in bounded memory.
///
/// *How it works*: a key is kept as a hash of 64 bits, in one of two generations. When the young
/// one is full it becomes the old one, and what was old is forgotten. So at least the last 524,288
/// keys are known and at most twice as many, in 16 MB; among a million keys the odds that any two
/// share a hash are 1 in 33 million.
///
/// Safe for many threads.
final class SeenKeys {

  /// Keys in a generation, which fills half of its table.
  static final int GENERATION = 1 << 19;

  // Guarded by this.
  private HashTable young = new HashTable();
  private HashTable old = new HashTable();

  synchronized boolean contains(String key) {
    long hash = hash(key);
    return young.contains(hash) || old.contains(hash);
  }

  /// Adds a key, or tells that it is there.
  ///
  /// @return whether it was not
  synchronized boolean add(String key) {
    long hash = hash(key);
    if (young.contains(hash) || old.contains(hash)) {
      return false;
    }
    if (young.size() == GENERATION) {
      old = young;
      young = new HashTable();
    }
    young.add(hash);
    return true;
  }

  synchronized void clear() {
    young = new HashTable();
    old = new HashTable();
  }

  /// FNV-1a over the characters, mixed by the last step of MurmurHash3 since keys are much alike;
  /// never 0, which marks a free slot.
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }

  /// A set of hashes with open addressing, at most half full.
  private static final class HashTable {

    private static final int SMALLEST = 1 << 10;

    private long[] slots = new long[SMALLEST];
    private int size;

    int size() {
      return size;
    }

    boolean contains(long hash) {
      return slots[slot(hash)] != 0;
    }

    void add(long hash) {
      if (2 * (size + 1) > slots.length) {
        grow();
      }
      slots[slot(hash)] = hash;
      size++;
    }

    private void grow() {
      long[] before = slots;
      slots = new long[2 * before.length];
      for (long hash : before) {
        if (hash != 0) {
          slots[slot(hash)] = hash;
        }
      }
    }

    /// Where a hash is, or where it would be.
    private int slot(long hash) {
      int slot = (int) hash & (slots.length - 1);
      while (slots[slot] != 0 && slots[slot] != hash) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slot;
    }
  }
}
