package dev.rowhook.api.signin.session;

import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/// The statements of Spring Session, changed so that Postgres is given the id that a cookie holds
/// and keeps its SHA-256 only: who reads the table can be nobody's browser.
final class SessionSql {
    private static final String TABLE = "rowhook_identity.session";
    private static final String HASH = "encode(sha256(convert_to(%s, 'UTF8')), 'hex')";
    private static final String COLUMNS =
            "s.creation_time, s.last_access_time, s.max_inactive_interval, a.attribute_name, a.attribute_bytes";

    private SessionSql() {}

    static void install(JdbcIndexedSessionRepository sessions) {
        sessions.setTableName(TABLE);
        sessions.setCreateSessionQuery(
                """
                insert into %%TABLE_NAME%% (primary_id, session_id, creation_time, last_access_time,
                    max_inactive_interval, expiry_time, principal_name)
                values (?, %s, ?, ?, ?, ?, ?)
                """
                        .formatted(HASH.formatted("?")));
        sessions.setGetSessionQuery(
                """
                with presented (id) as (select ?::text)
                select s.primary_id, p.id as session_id, %s
                from presented p
                join %%TABLE_NAME%% s on s.session_id = %s
                left join %%TABLE_NAME%%_attributes a on a.session_primary_id = s.primary_id
                """
                        .formatted(COLUMNS, HASH.formatted("p.id")));
        sessions.setUpdateSessionQuery(
                """
                update %%TABLE_NAME%%
                set session_id = %s, last_access_time = ?, max_inactive_interval = ?, expiry_time = ?, principal_name = ?
                where primary_id = ?
                """
                        .formatted(HASH.formatted("?")));
        sessions.setDeleteSessionQuery(
                "delete from %%TABLE_NAME%% where session_id = %s and max_inactive_interval >= 0"
                        .formatted(HASH.formatted("?")));
    }

    /// The id in the store of the session that a cookie names.
    static final String PRIMARY_ID =
            "select primary_id from %s where session_id = %s".formatted(TABLE, HASH.formatted("?"));

    /// Whose session a cookie names, if it has not ended at a time, and began after another.
    static final String USER =
            "select principal_name from %s where session_id = %s and expiry_time > ? and creation_time > ?"
                    .formatted(TABLE, HASH.formatted("?"));
}
