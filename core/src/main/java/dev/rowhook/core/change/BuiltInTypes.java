package dev.rowhook.core.change;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The types that every Postgres has, by the oids of `pg_type`, and what `to_jsonb` makes of them.
final class BuiltInTypes {
    private static final Map<Integer, ValueType> TYPES = new HashMap<>();

    private static final char COMMA = ',';

    /// In pairs: the oid of a type whose values are text, and the oid of its array type.
    private static final int[] TEXTS = {
        // bytea, "char", name, text, bpchar, varchar, xml, uuid
        17,
        1001,
        18,
        1002,
        19,
        1003,
        25,
        1009,
        1042,
        1014,
        1043,
        1015,
        142,
        143,
        2950,
        2951,
        // oid, regproc, regprocedure, regoper, regoperator, regclass, regtype, regconfig,
        // regdictionary
        26,
        1028,
        24,
        1008,
        2202,
        2207,
        2203,
        2208,
        2204,
        2209,
        2205,
        2210,
        2206,
        2211,
        3734,
        3735,
        3769,
        3770,
        // regnamespace, regrole, regcollation, tid, xid, cid, xid8, pg_lsn, txid_snapshot,
        // pg_snapshot
        4089,
        4090,
        4096,
        4097,
        4191,
        4192,
        27,
        1010,
        28,
        1011,
        29,
        1012,
        5069,
        271,
        3220,
        3221,
        2970,
        2949,
        5038,
        5039,
        // point, lseg, path, polygon, line, circle
        600,
        1017,
        601,
        1018,
        602,
        1019,
        604,
        1027,
        628,
        629,
        718,
        719,
        // cidr, inet, macaddr, macaddr8, bit, varbit
        650,
        651,
        869,
        1041,
        829,
        1040,
        774,
        775,
        1560,
        1561,
        1562,
        1563,
        // money, aclitem, refcursor, tsvector, tsquery, gtsvector, jsonpath
        790,
        791,
        1033,
        1034,
        1790,
        2201,
        3614,
        3643,
        3615,
        3645,
        3642,
        3644,
        4072,
        4073,
        // date, time, timetz, interval
        1082,
        1182,
        1083,
        1183,
        1266,
        1270,
        1186,
        1187,
        // int4range, int8range, numrange, tsrange, tstzrange, daterange
        3904,
        3905,
        3926,
        3927,
        3906,
        3907,
        3908,
        3909,
        3910,
        3911,
        3912,
        3913,
        // int4multirange, int8multirange, nummultirange, tsmultirange, tstzmultirange,
        // datemultirange
        4451,
        6150,
        4536,
        6157,
        4532,
        6151,
        4533,
        6152,
        4534,
        6153,
        4535,
        6155,
    };

    /// pg_node_tree, pg_ndistinct, pg_dependencies, pg_mcv_list and the summaries of BRIN have no
    /// arrays.
    private static final int[] TEXTS_WITHOUT_ARRAY = {194, 3361, 3402, 5017, 4600, 4601};

    static {
        add(Scalar.BOOLEAN, 16, 1000);
        // int2, int4, int8, float4, float8, numeric
        add(Scalar.NUMBER, 21, 1005, 23, 1007, 20, 1016, 700, 1021, 701, 1022, 1700, 1231);
        add(Scalar.JSON, 114, 199, 3802, 3807);
        add(Scalar.TIMESTAMP, 1114, 1115);
        add(Scalar.TIMESTAMPTZ, 1184, 1185);
        add(Scalar.TEXT, TEXTS);
        for (int oid : TEXTS_WITHOUT_ARRAY) {
            TYPES.put(oid, Scalar.TEXT);
        }
        // box is the one type whose arrays are not delimited by a comma.
        TYPES.put(603, Scalar.TEXT);
        TYPES.put(1020, new ValueType.Array(Scalar.TEXT, ';'));
        // int2vector and oidvector, and arrays of them, whose elements stay text.
        TYPES.put(22, new ValueType.Array(Scalar.NUMBER, ' '));
        TYPES.put(30, new ValueType.Array(Scalar.TEXT, ' '));
        TYPES.put(1006, new ValueType.Array(Scalar.TEXT, COMMA));
        TYPES.put(1013, new ValueType.Array(Scalar.TEXT, COMMA));
    }

    private BuiltInTypes() {}

    static Optional<ValueType> find(int oid) {
        return Optional.ofNullable(TYPES.get(oid));
    }

    private static void add(Scalar type, int... oidsAndArrayOids) {
        for (int i = 0; i < oidsAndArrayOids.length; i += 2) {
            TYPES.put(oidsAndArrayOids[i], type);
            TYPES.put(oidsAndArrayOids[i + 1], new ValueType.Array(type, COMMA));
        }
    }
}
