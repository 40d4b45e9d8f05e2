package dev.rowhook.changelog;

/// A change with the numbers of the sinks that want it. The array is shared: nobody writes to it.
@SuppressWarnings("ArrayRecordComponent") // One array serves every change that the same sinks want.
public record TaggedChange(LoggedChange change, int[] sinks) {

    boolean isWantedBy(int sink) {
        for (int wanting : sinks) {
            if (wanting == sink) {
                return true;
            }
        }
        return false;
    }
}
