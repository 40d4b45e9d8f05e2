package dev.rowhook.server.operate;

/// Makes a value of its text.
interface ValueReader<T> {
    /// @throws WrongValueException if it is no such value
    T read(String text) throws WrongValueException;
}
