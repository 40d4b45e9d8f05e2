package dev.rowhook.api.problem;

import com.fasterxml.jackson.annotation.JsonValue;

import org.springframework.http.HttpStatus;

import java.util.Locale;

/// All that can be wrong with a request as a whole, for programs to tell apart. Codes are never
/// renamed, and keep their meaning and status. Each has a page of its own at `/problems/<code>`.
public enum ProblemCode {
    // What any request can be answered with.
    BAD_REQUEST(
            HttpStatus.BAD_REQUEST,
            "The request cannot be read as HTTP.",
            "Look at how the client builds the request; nothing was done."),
    MALFORMED_JSON(
            HttpStatus.BAD_REQUEST,
            "The body is not one JSON object.",
            "Send a JSON object with `Content-Type: application/json`; `errors` points at the place."),
    DUPLICATE_FIELD(
            HttpStatus.BAD_REQUEST,
            "A field stands twice in its object, or a parameter twice in the query.",
            "Send it once: which of the two is meant cannot be known."),
    UNAUTHORIZED(
            HttpStatus.UNAUTHORIZED,
            "The request has no valid bearer token.",
            "Send `Authorization: Bearer` with an API token that has not expired or been revoked, or sign in again."),
    FORBIDDEN(
            HttpStatus.FORBIDDEN,
            "The token, or the role of whoever asks, does not allow this.",
            "Use a token with the scope that `detail` names, or ask an owner of the account for another role."),
    CSRF_TOKEN_REQUIRED(
            HttpStatus.FORBIDDEN,
            "A request of a browser's session that changes something lacks its CSRF token.",
            "Send the `csrf_token` of `GET /v1/me` in the header `X-CSRF-Token`."),
    ACCOUNT_SUSPENDED(
            HttpStatus.FORBIDDEN,
            "The account is suspended: it can be read, and not changed.",
            "Ask the host of this Rowhook why, and to end it."),
    NO_ACCOUNT(
            HttpStatus.FORBIDDEN,
            "Whoever signed in is a member of no account.",
            "Ask an owner of an account for an invitation."),
    ACCOUNT_REQUIRED(
            HttpStatus.BAD_REQUEST,
            "Whoever signed in is in several accounts, and the request names none, or two.",
            "Name one in the header `Rowhook-Account`; `GET /v1/me` lists them."),
    NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is nothing at this path.",
            "Compare the path with the list of routes in `/v1/openapi.json`."),
    METHOD_NOT_ALLOWED(
            HttpStatus.METHOD_NOT_ALLOWED,
            "The path does not know this method.",
            "The header `Allow` names those that it knows."),
    NOT_ACCEPTABLE(
            HttpStatus.NOT_ACCEPTABLE,
            "Answers are `application/json`, and the request takes none.",
            "Leave `Accept` out, or name `application/json`."),
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "The body is not `application/json`.",
            "Send `Content-Type: application/json`; a merge patch may also be `application/merge-patch+json`."),
    REQUEST_TIMEOUT(
            HttpStatus.REQUEST_TIMEOUT,
            "The request came too slowly.",
            "Send it again, over a better connection."),
    BODY_TOO_LARGE(
            HttpStatus.CONTENT_TOO_LARGE, "The body is larger than 1 MiB.", "Send less at a time."),
    INVALID_FIELDS(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Fields of the request are missing, unknown or wrong.",
            "`errors` names each of them, with a JSON pointer into the body or the name of a parameter; mend all of them at once."),
    LIMIT_REACHED(
            HttpStatus.CONFLICT,
            "As many of these exist as may.",
            "Delete what is not needed, or ask the host of this Rowhook for a higher limit; `GET /v1/account` shows limits and usage."),
    RATE_LIMITED(
            HttpStatus.TOO_MANY_REQUESTS,
            "The account made too many requests.",
            "Wait for as many seconds as `Retry-After` says; the header `RateLimit` tells what is left."),
    INTERNAL(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "The request failed by a fault of Rowhook's.",
            "Send it again, a change with an `Idempotency-Key`; if it stays, tell the host when it was."),
    UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Rowhook cannot reach its own Postgres just now.",
            "Send it again after as many seconds as `Retry-After` says."),

    // Requests that are sent again, or meant for what was.
    INVALID_IDEMPOTENCY_KEY(
            HttpStatus.BAD_REQUEST,
            "The header `Idempotency-Key` is not 1 to 255 visible characters of ASCII, or there are two.",
            "Send one, such as a random UUID."),
    IDEMPOTENCY_KEY_REUSED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The `Idempotency-Key` was used for a request with another body.",
            "Take a new key for another request."),
    REQUEST_RUNNING(
            HttpStatus.CONFLICT,
            "A request with this `Idempotency-Key` is being done.",
            "Send it again after as many seconds as `Retry-After` says: then it has its answer."),
    ANSWER_LOST(
            HttpStatus.CONFLICT,
            "A request with this `Idempotency-Key` was done, and its answer is lost.",
            "Look at what there is: nothing is done a second time."),
    INVALID_IF_MATCH(
            HttpStatus.BAD_REQUEST,
            "The header `If-Match` is not `*`, and no list of entity tags.",
            "Send the `ETag` of the answer that the change is based on, as it is, with its quotes."),
    PRECONDITION_REQUIRED(
            HttpStatus.PRECONDITION_REQUIRED,
            "A `PATCH` does not say which state of the resource it is meant for.",
            "Send the resource's `ETag` in the header `If-Match`, or `*` to change it whatever it is."),
    PRECONDITION_FAILED(
            HttpStatus.PRECONDITION_FAILED,
            "The resource was changed since the answer that the request is based on.",
            "Read it again, look whether the change is still wanted, and send it with the new `ETag`."),
    NO_DRY_RUN(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The request cannot be asked what it would do: it does what nothing undoes, such as sending something.",
            "Leave `dry_run` out to do it."),
    CHANGED_MEANWHILE(
            HttpStatus.CONFLICT,
            "It was changed by somebody else while the request was checked.",
            "Send the request again."),

    // References to what is not there, or belongs to others.
    ACCOUNT_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such account.",
            "`GET /v1/me` lists the accounts of whoever signed in."),
    API_TOKEN_NOT_FOUND(
            HttpStatus.NOT_FOUND, "There is no such API token.", "`GET /v1/tokens` lists them."),
    ATTEMPT_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such attempt.",
            "Attempts are kept for the sink's `attempt_retention`, and not every accepted one is."),
    BACKFILL_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such backfill.",
            "`GET /v1/sinks/{ref}/backfills` lists those of a sink."),
    BACKFILL_SCHEDULE_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such schedule of backfills.",
            "`GET /v1/sinks/{ref}/backfill-schedules` lists those of a sink."),
    DATABASE_NOT_FOUND(
            HttpStatus.NOT_FOUND, "There is no such database.", "`GET /v1/databases` lists them."),
    DEAD_LETTER_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such dead letter.",
            "It was redriven or discarded, or its retention ended: `GET …/discards` and `GET …/messages/{webhook_id}` know."),
    ERASURE_NOT_FOUND(
            HttpStatus.NOT_FOUND, "There is no such erasure.", "`GET /v1/erasures` lists them."),
    HTTP_ENDPOINT_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such HTTP endpoint.",
            "`GET /v1/http-endpoints` lists them."),
    INVITATION_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such invitation.",
            "`GET /v1/invitations` lists those that wait."),
    JOB_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such job.",
            "`GET /v1/jobs` lists them; one that is no resource of its own is kept for 90 days."),
    MEMBER_NOT_FOUND(
            HttpStatus.NOT_FOUND, "There is no such member.", "`GET /v1/members` lists them."),
    MESSAGE_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such message.",
            "The id is that of the header `webhook-id`, of this sink."),
    OAUTH_CLIENT_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such OAuth client.",
            "`GET /v1/oauth-clients` lists them."),
    ORDER_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such order.",
            "`GET /v1/sinks/{ref}/orders` lists those of a sink."),
    REPLAY_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such replay.",
            "`GET /v1/sinks/{ref}/replays` lists those of a sink."),
    SESSION_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such session.",
            "It has ended: `GET /v1/me/sessions` lists the others."),
    SIGNING_KEY_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such signing key.",
            "`GET /v1/http-endpoints/{ref}/signing-keys` lists those of an endpoint."),
    SINK_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such sink.", "`GET /v1/sinks` lists them."),
    TABLE_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "There is no such table.",
            "Write it as SQL does, with its schema if that is not `public`."),
    USER_NOT_FOUND(HttpStatus.NOT_FOUND, "There is no such user.", "Sign in again."),

    // What does not agree with what there is.
    NAME_TAKEN(
            HttpStatus.CONFLICT,
            "Another resource of this kind has the name.",
            "Choose another name, or rename or delete the other one."),
    IN_USE(HttpStatus.CONFLICT, "Sinks use it.", "Delete the sinks that `detail` names first."),
    DATABASE_DELETING(
            HttpStatus.CONFLICT,
            "The database is about to be deleted.",
            "Make another one under another name."),
    ACCOUNT_DELETING(
            HttpStatus.CONFLICT,
            "The account is about to be deleted.",
            "Nothing more can be done with it."),
    SOURCE_UNREACHABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The source database cannot be asked just now.",
            "`detail` says why. Mend it, look with `POST /v1/databases/{ref}/test`, and send the request again."),
    TEST_RUNNING(
            HttpStatus.CONFLICT,
            "Another test message is on its way.",
            "Send the request again when that one has its answer: one is sent to an endpoint at a time, and 32 in all."),
    NOTHING_TO_MEND(
            HttpStatus.CONFLICT,
            "No gap is told of the database.",
            "Look at its `conditions`: others are mended at the source."),
    SINK_STARTING(
            HttpStatus.CONFLICT,
            "The sink has not begun yet.",
            "Wait until its `state` is `active`."),
    GROUP_BY_NOT_IN_IDENTITY(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "By the columns of `group_by` a delete would not tell its group.",
            "Run the SQL of `errors` at the source, which makes them part of the replica identity, or group by others."),
    FILTER_INVALID(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "The filter does not fit the tables.",
            "`errors` says where and why, by line and column; `POST /v1/filters/test` tries a filter."),
    START_NOT_RETAINED(
            HttpStatus.CONFLICT,
            "The database does not retain all of the sink's tables.",
            "Name them in the database's `retain.tables`, begin in the present, or backfill."),
    START_TOO_EARLY(
            HttpStatus.CONFLICT,
            "The log does not go back to where the sink is to start.",
            "Start from `earliest` on, or backfill."),
    REPLAY_TOO_EARLY(
            HttpStatus.CONFLICT,
            "The log does not go back to where the replay is to begin.",
            "Replay from `earliest` on, or backfill."),
    BACKFILL_RUNNING(
            HttpStatus.CONFLICT,
            "A backfill of the same tables is not finished.",
            "Wait until it has ended, or cancel it."),
    SINK_DISABLED(
            HttpStatus.CONFLICT,
            "The sink is disabled: nothing is sent to it, and nothing is kept.",
            "Enable it first: `POST /v1/sinks/{ref}/resume`."),
    WRONG_STATUS(
            HttpStatus.CONFLICT,
            "The status of the backfill does not allow this.",
            "Read it: it may have ended meanwhile."),
    KEY_EXISTS(
            HttpStatus.CONFLICT,
            "The endpoint has this signing key already.",
            "Nothing has to be done."),
    LAST_KEY(
            HttpStatus.CONFLICT,
            "Without this key requests would not be signed any more.",
            "Make another key first."),
    MEMBER_ALREADY(
            HttpStatus.CONFLICT,
            "The address is a member's already.",
            "Change the role of the member instead."),
    LAST_OWNER(
            HttpStatus.CONFLICT,
            "The account would be left without an owner.",
            "Make another member an owner first."),
    ROLE_BY_CLAIMS(
            HttpStatus.CONFLICT,
            "The member's role follows the claims of the issuer that they sign in with.",
            "Change the claims there."),
    NOT_HELD(
            HttpStatus.FORBIDDEN,
            "It would allow more than whoever asks may.",
            "Ask for less, or have somebody do it who may."),
    ROTATED_ALREADY(
            HttpStatus.CONFLICT, "Another token took this one's place.", "Rotate that one."),
    EXPIRED(HttpStatus.CONFLICT, "It has expired.", "Make a new one."),
    TOO_MANY_STREAMS(
            HttpStatus.TOO_MANY_REQUESTS,
            "As many live streams are open as may be at a time.",
            "Close one that nobody looks at; one whose client is gone counts until it is noticed, some seconds later."),
    INVALID_LAST_EVENT_ID(
            HttpStatus.BAD_REQUEST,
            "The header `Last-Event-ID` is not the id of an event of such a stream.",
            "Send the `id` of the last event of the stream that broke off, or leave the header out."),
    TOO_MANY_ATTEMPTS(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many passwords were tried from this address.",
            "Wait for as many seconds as `Retry-After` says."),
    BUSY(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Too many passwords are checked just now.",
            "Send it again after as many seconds as `Retry-After` says.");

    private final HttpStatus status;
    private final String meaning;
    private final String remedy;

    ProblemCode(HttpStatus status, String meaning, String remedy) {
        this.status = status;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /// How answers name it.
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// That of every answer with the code.
    public HttpStatus status() {
        return status;
    }

    /// What it says, whatever the request was.
    public String meaning() {
        return meaning;
    }

    /// What whoever asked can do about it.
    public String remedy() {
        return remedy;
    }
}
