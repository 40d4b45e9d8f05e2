package dev.rowhook.api.database;

import dev.rowhook.api.database.RangeVerdict.Misfit;
import dev.rowhook.api.problem.ProblemCode;
import dev.rowhook.api.problem.ProblemException;
import dev.rowhook.core.AccountId;
import dev.rowhook.core.DatabaseId;
import dev.rowhook.core.change.TableName;

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of an account's sources, as these say they are now. None of our own transactions is
/// open while a source is asked.
@Component
public class SourceTables {
    private final Databases databases;
    private final TableProbe probe;
    private final TableLister lister;

    SourceTables(Databases databases, TableProbe probe, TableLister lister) {
        this.databases = databases;
        this.probe = probe;
        this.lister = lister;
    }

    /// The tables that the source has.
    ///
    /// @param database a reference
    /// @throws ProblemException 404 if there is no such database, 503 if it cannot be asked
    TableListing.Read list(AccountId account, String database, TableQuery query) {
        return switch (lister.list(databases.connection(account, database), query)) {
            case TableListing.Read read -> read;
            case TableListing.Unreachable(String message) -> throw unreachable(message);
        };
    }

    /// These tables, those of them that there are, as their source describes them.
    ///
    /// @param database a reference
    /// @throws ProblemException 404 if there is no such database, 503 if it cannot be asked
    public List<SourceTable> describe(AccountId account, String database, List<TableName> wanted) {
        return list(account, database, TableQuery.of(wanted)).tables();
    }

    /// @param database a reference
    /// @throws ProblemException 404 if there is no such database, 503 if it cannot be asked
    public Map<TableName, List<TableShape>> read(
            AccountId account, String database, List<TableName> tables) {
        return switch (probe.read(databases.connection(account, database), tables)) {
            case TableShapes.Read(var shapes) -> shapes;
            case TableShapes.Unreachable(String message) -> throw unreachable(message);
        };
    }

    /// Whether the rows of a range can be read.
    ///
    /// @param database a reference
    /// @param tables which have the column
    /// @throws ProblemException 404 if there is no such database, 503 if it cannot be asked
    public Optional<Misfit> check(
            AccountId account, String database, List<TableName> tables, SortRange range) {
        return switch (probe.check(databases.connection(account, database), tables, range)) {
            case RangeVerdict.Fits() -> Optional.empty();
            case Misfit misfit -> Optional.of(misfit);
            case RangeVerdict.Unreachable(String message) -> throw unreachable(message);
        };
    }

    private static ProblemException unreachable(String message) {
        return ProblemException.of(ProblemCode.SOURCE_UNREACHABLE, message);
    }

    /// The id of a database.
    ///
    /// @param database a reference
    /// @throws ProblemException 404 if there is no such database
    public DatabaseId id(AccountId account, String database) {
        return DatabaseId.parse(databases.find(account, database).id()).orElseThrow();
    }
}
