package dev.rowhook.core.secret;

/// A value that is sealed under the master key that it names.
public final class MasterSealed {
    private final String masterKeyId;
    private final byte[] bytes;

    /// What is stored of a sealed value.
    public MasterSealed(String masterKeyId, byte[] bytes) {
        this.masterKeyId = masterKeyId;
        this.bytes = bytes.clone();
    }

    /// Which master key opens it.
    public String masterKeyId() {
        return masterKeyId;
    }

    /// The sealed value.
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "sealed under " + masterKeyId;
    }
}
