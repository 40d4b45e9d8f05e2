package dev.rowhook.filter.resolve;

/// A type of the catalogue.
///
/// @param kind `b`ase, `p`seudo, `r`ange, `m`ultirange
/// @param collation empty if its values do not collate, `default`, or `C`
/// @param element what it is an array of, or 0
/// @param array the type of its arrays, or 0
/// @param modifiable whether it takes a modifier, as `numeric(10,2)` does
/// @param subtype of a range its bounds' type, of a multirange its range, or 0
record TypeEntry(
        int oid,
        String name,
        char category,
        boolean preferred,
        char kind,
        String collation,
        int element,
        int array,
        boolean modifiable,
        int subtype) {

    static TypeEntry of(String[] line) {
        return new TypeEntry(
                Integer.parseInt(line[0]),
                line[1],
                line[2].charAt(0),
                line[3].equals("t"),
                line[4].charAt(0),
                line[5],
                Integer.parseInt(line[6]),
                Integer.parseInt(line[7]),
                line[8].equals("t"),
                Integer.parseInt(line[9]));
    }
}
