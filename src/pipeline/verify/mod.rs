//! Whether a package is what it was when it was packed, and whether its results follow from its inputs and rules.
