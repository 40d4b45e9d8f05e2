package dev.rowhook.dispatcher;

import dev.rowhook.changelog.Relations;
import dev.rowhook.core.change.Collation;
import dev.rowhook.core.change.Column;
import dev.rowhook.core.change.Relation;
import dev.rowhook.core.change.ReplicaIdentity;
import dev.rowhook.core.change.Scalar;
import dev.rowhook.core.change.SqlType;
import dev.rowhook.core.change.TableName;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The versions of a table of orders: `id`, and `status` unless it was dropped. Thread-safe.
final class TableVersions implements Relations {
    static final int OID = 16_384;

    private final ConcurrentSkipListMap<Integer, Relation> versions = new ConcurrentSkipListMap<>();

    TableVersions() {
        describe("status");
    }

    /// A new version whose second column has this name; returns its number.
    int describe(String column) {
        int version = versions.size() + 1;
        versions.put(
                version,
                new Relation(
                        version,
                        OID,
                        "public",
                        "orders",
                        ReplicaIdentity.DEFAULT,
                        List.of(
                                new Column("id", 20, true, Scalar.NUMBER),
                                new Column(
                                        column,
                                        25,
                                        false,
                                        Scalar.TEXT,
                                        new SqlType.BuiltIn(25),
                                        Collation.C)),
                        List.of(0),
                        false));
        return version;
    }

    @Override
    public Relation get(int version) {
        return Objects.requireNonNull(versions.get(version));
    }

    @Override
    public Optional<Relation> newest(TableName table) {
        return Optional.of(versions.lastEntry().getValue())
                .filter(relation -> relation.name().equals(table));
    }
}
