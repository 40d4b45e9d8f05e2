package dev.rowhook.filter.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.filter.random.FilterPostgres;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/// With `-Dcatalogue.write=<resources>/dev/rowhook/filter` the files are written anew.
final class CatalogueTest {

    @Test
    void theCatalogueIsThatOfPostgres() throws SQLException, IOException {
        String target = System.getProperty("catalogue.write", "");
        try (Connection connection = FilterPostgres.connect()) {
            for (Map.Entry<String, String> file : CatalogueExtract.read(connection).entrySet()) {
                if (!target.isEmpty()) {
                    Path path = Path.of(target, file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                } else {
                    assertThat(resource(file.getKey())).isEqualTo(file.getValue());
                }
            }
        }
    }

    private static String resource(String path) throws IOException {
        try (InputStream in =
                CatalogueTest.class.getResourceAsStream("/dev/rowhook/filter/" + path)) {
            assertThat(in).as(path).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
