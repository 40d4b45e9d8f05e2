package dev.rowhook.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/// Values that few think of, drawn from a seed.
final class NastyValues {
    static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "\0",
                    "a\0b",
                    "\ud800",
                    "\udc00\ud800",
                    "\u202eevil\u202c",
                    "\ufeff",
                    "\uffff",
                    "😀".repeat(40),
                    "e\u0301".repeat(500),
                    "İıſK",
                    "\r\nX: 1",
                    "\u0085\u2028",
                    "null",
                    "true",
                    "-0",
                    "1e999999999",
                    "99999999999999999999",
                    "NaN",
                    "{}",
                    "'; drop table rowhook.sink; --",
                    "${jndi:ldap://127.0.0.1/a}",
                    "%s%n%p",
                    "../../../etc/passwd",
                    "%00%2e%2e%2f",
                    "a".repeat(64),
                    "a".repeat(301),
                    "é".repeat(63),
                    "a".repeat(10_001),
                    "a".repeat(70_000),
                    "(".repeat(3_000),
                    "not ".repeat(2_400) + "true",
                    "1" + " + 1".repeat(2_400) + " > 0",
                    "id > 99999999999999999999999999",
                    "status::text ~ '(a*)*b'",
                    "id ^ 999999 > 1",
                    "(10 ^ 99999)::numeric * total > 1",
                    "repeat('a', 2000000000) = 'a'",
                    "changed(id) or old.id is null",
                    "\"a\".\"b\".\"c\"",
                    "\"" + "\"\"".repeat(140) + "\"",
                    "public.\"\"",
                    "snk_00000000000000000000000000",
                    "snk_zzzzzzzzzzzzzzzzzzzzzzzzzz",
                    "db_7zzzzzzzzzzzzzzzzzzzzzzzzz",
                    "msg_00000000000000000000000000_999999999_999999999999999999",
                    "0001-01-01T00:00:00Z",
                    "0000-01-01T00:00:00Z",
                    "-999999999-01-01T00:00:00Z",
                    "+999999999-12-31T23:59:59.999999999Z",
                    "+294277-01-01T00:00:00Z",
                    "-4714-01-01T00:00:00Z",
                    "9999-12-31T23:59:60Z",
                    "2026-11-05T12:00:00+18:00",
                    "2026-11-05T12:00Z",
                    "2026-02-30T00:00:00Z",
                    "0ms",
                    "999999999d",
                    "000000001s",
                    "1.5s",
                    "0/0",
                    "FFFFFFFF/FFFFFFFF",
                    "80000000/0",
                    "* * * * * ?",
                    "0 0 0 31 2 ?",
                    "0 0 0 ? * 6#6 2099",
                    "0 0/0 0 * * ?",
                    "0 0 0 L-31 * ?",
                    ">999",
                    "!503",
                    "999-100",
                    "/%2e%2e/",
                    "//host",
                    "/" + "a/".repeat(499),
                    "http://[::1",
                    "https://a.io:99999/",
                    "https://2130706433/",
                    "https://[::ffff:169.254.169.254]/",
                    "https://a@b@c/",
                    "https://a.io/?…",
                    "file:///etc/passwd",
                    "whsec_",
                    "whsec_AAAA",
                    "whsk_" + "A".repeat(87) + "=",
                    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                    "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                    "••••••••",
                    "*",
                    "Europe/Berlin\n",
                    "a@b");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Random random;

    NastyValues(Random random) {
        this.random = random;
    }

    String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    JsonNode node() {
        return switch (random.nextInt(14)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> number();
            case 3 -> number();
            case 4 -> JSON.objectNode();
            case 5 -> JSON.arrayNode();
            case 6 -> texts(random.nextInt(4));
            case 7 -> random.nextInt(8) == 0 ? texts(1_001 + random.nextInt(4_000)) : texts(3);
            case 8 -> nested(random.nextInt(20) == 0 ? 440 : 12);
            default -> JSON.stringNode(text());
        };
    }

    private JsonNode texts(int count) {
        var list = JSON.arrayNode();
        for (int i = 0; i < count; i++) {
            list.add(count > 100 ? "t" + i : text());
        }
        return list;
    }

    private JsonNode nested(int depth) {
        JsonNode node = JSON.stringNode("deep");
        for (int i = 0; i < depth; i++) {
            if (random.nextBoolean()) {
                node = JSON.arrayNode().add(node);
            } else {
                ObjectNode object = JSON.objectNode();
                object.set("a", node);
                node = object;
            }
        }
        return node;
    }

    private JsonNode number() {
        return switch (random.nextInt(12)) {
            case 0 -> JSON.numberNode(0);
            case 1 -> JSON.numberNode(-1);
            case 2 -> JSON.numberNode(Integer.MAX_VALUE);
            case 3 -> JSON.numberNode(Integer.MIN_VALUE);
            case 4 -> JSON.numberNode(Long.MAX_VALUE);
            case 5 -> JSON.numberNode(BigInteger.TEN.pow(400));
            case 6 -> JSON.numberNode(new BigDecimal("1.0"));
            case 7 -> JSON.numberNode(new BigDecimal("1e999999999"));
            case 8 -> JSON.numberNode(new BigDecimal("1e-999999999"));
            case 9 -> JSON.numberNode(new BigDecimal("0.1"));
            case 10 -> JSON.numberNode(random.nextInt());
            default -> JSON.numberNode(random.nextInt(200));
        };
    }
}
