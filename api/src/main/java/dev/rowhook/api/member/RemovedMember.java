package dev.rowhook.api.member;

import java.util.List;

/// What a member who left had made, and what became of it.
///
/// @param remaining tokens that go on working: revoke those that nobody else needs
/// @param revoked tokens that no longer do
record RemovedMember(List<MadeToken> remaining, List<MadeToken> revoked) {
    RemovedMember {
        remaining = List.copyOf(remaining);
        revoked = List.copyOf(revoked);
    }

    record MadeToken(String id, String name) {}
}
