package dev.rowhook.dispatcher.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.changelog.LoggedChange;
import dev.rowhook.core.change.Relation;
import dev.rowhook.dispatcher.message.TypeExamples.Example;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// The page that tells how values of each type are rendered, beside what `to_jsonb` says of them.
/// `ROWHOOK_WRITE_DOCS=1` writes it.
final class TypesPageTest {
    private static final Path DOCS = Path.of("../docs/types.md");
    private static final String CAST = "differs: the cast";

    @Test
    void theDocsTellWhatIs() throws SQLException, IOException {
        String page = page();
        if (System.getenv("ROWHOOK_WRITE_DOCS") != null) {
            Files.writeString(DOCS, page);
        }
        assertThat(DOCS).hasContent(page);
    }

    private static String page() throws SQLException {
        StringBuilder page =
                new StringBuilder(
                        """
                        # How values are rendered
                        <!-- Written by TypesPageTest with ROWHOOK_WRITE_DOCS=1. -->

                        A record says what `to_jsonb` says of the row. `ToJsonbOracleTest` compares the two for random rows of all types
                        below, on every version of Postgres that a source may have. These differ:

                        | what | Rowhook | `to_jsonb` |
                        |---|---|---|
                        | timestamps of this era, wherever they stand but in the text of a range | always six digits of a second, and `Z` for UTC; or numbers, by `timestamp_format` | as many digits as needed, and the offset of the session's zone |
                        | the text of other types with a zone, ranges of `timestamptz` among them | in UTC | in the session's zone |
                        | `bigint` with `bigint_as_string` | strings | numbers |
                        | a type with a cast to `json` of its own, `hstore` apart | its text | what the cast makes of it |

                        **Composites** are described when the table is, and again when a value with more or fewer attributes comes. Postgres
                        sends attributes without their names: one that is only renamed keeps its old name until the table is described anew,
                        which is when it is altered or the stream begins again. A value that was streamed before its type got another attribute
                        has null for it; one with an attribute that its type has lost cannot be read.

                        **Enums** are streamed by their labels: a label that is renamed comes under its new name from then on, and what is in the
                        log already keeps the old one.

                        **What cannot be read** stops nothing: the change goes into the log as it came, and becomes a dead letter of each sink that
                        wants it, in its group's turn. The values of a type that was dropped meanwhile are text.

                        **Generated columns**, stored or virtual, are not streamed, and a record does not have them.
                        """);
        String group = "";
        List<Example> examples = TypeExamples.all();
        List<Compared> compared = compare(examples);
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            if (!example.group().equals(group)) {
                group = example.group();
                page.append("\n## %s\n\n".formatted(group))
                        .append(
                                "| type | value | Rowhook | `to_jsonb` | |\n|---|---|---|---|---|\n");
            }
            page.append(compared.get(i).line(example));
        }
        return page.toString();
    }

    private static List<Compared> compare(List<Example> examples) throws SQLException {
        try (StreamedSource source = new StreamedSource()) {
            source.prepare(TypeExamples.DDL);
            for (int i = 0; i < examples.size(); i++) {
                source.execute(
                        "create table t%d (id int primary key, v %s)"
                                .formatted(i, examples.get(i).type()));
                source.execute(
                        "insert into t%d values (0, '%s')"
                                .formatted(i, examples.get(i).literal().replace("'", "''")));
            }
            List<LoggedChange> changes = source.changes();
            assertThat(changes).hasSameSizeAs(examples);
            List<Compared> compared = new ArrayList<>();
            for (int i = 0; i < examples.size(); i++) {
                compared.add(compare(source, "t" + i, changes.get(i)));
            }
            return compared;
        }
    }

    private static Compared compare(StreamedSource source, String table, LoggedChange change)
            throws SQLException {
        Relation relation = source.relation(table);
        JsonBuffer rendered = new JsonBuffer();
        Plants.renderer(MessageKind.RECORD).render(change, relation, rendered);
        String text = Json.text(rendered);
        JsonNode actual = Json.parse(rendered).get("v");
        String jsonb = source.jsonb(table, "v");
        JsonNode expected = Json.parse(jsonb);
        JsonNode allowed = RenderedJsonb.of(relation.columns().get(1).type(), expected);
        String verdict =
                Json.same(actual, expected)
                        ? "equal"
                        : Json.same(actual, allowed) ? "differs: microseconds, `Z`" : CAST;
        String value = text.substring(text.indexOf(",\"v\":") + 5, text.length() - 1);
        return new Compared(value, jsonb, verdict);
    }

    /// What both say of one value.
    private record Compared(String rendered, String jsonb, String verdict) {
        String line(Example example) {
            assertThat(verdict.equals(CAST))
                    .as("%s says %s where %s is expected", example.type(), rendered, jsonb)
                    .isEqualTo(example.type().equals("colour"));
            String note = example.note().isEmpty() ? "" : "; " + example.note();
            return "| `%s` | %s | %s | %s | %s%s |\n"
                    .formatted(
                            example.type(),
                            code(example.literal()),
                            code(rendered),
                            code(jsonb),
                            verdict,
                            note);
        }

        private static String code(String text) {
            return "`%s`".formatted(text.replace("|", "\\|"));
        }
    }
}
