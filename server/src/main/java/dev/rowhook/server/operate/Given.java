package dev.rowhook.server.operate;

/// A value as it was given, which may be a secret, and where.
record Given(String text, String where) {
    @Override
    public String toString() {
        return "given in " + where;
    }
}
