package dev.rowhook.server.demo;

import dev.rowhook.server.client.SourceLogin;
import dev.rowhook.server.dev.DevInstance;

import java.nio.file.Path;

/// What a newcomer may try while the demo runs.
final class LookAround {
    private LookAround() {}

    static String text(DevInstance rowhook, Path directory, SourceLogin login) {
        return """

        It goes on: a row changes every few seconds. Look around meanwhile:

          the sink          curl -H "Authorization: Bearer $(cat %1$s)" %2$s/v1/sinks/demo
          its endpoint      curl -H "Authorization: Bearer $(cat %1$s)" %2$s/v1/http-endpoints/demo
                            (what the encrypted header holds is never shown again)
          change rows       type SQL here, such as:  update subscriptions set mrr = 500 where id = 3
                            or connect:  %3$s
          break it          type here:  refuse 3   and later:  heal
          Rowhook's log     %4$s

        Ctrl-C stops it.
        """
                .formatted(
                        directory.resolve("rowhook").resolve("token"),
                        rowhook.url(),
                        login.connectionString(),
                        directory.resolve("rowhook.log"));
    }
}
