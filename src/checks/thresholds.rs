//! From when on something is a sign: every threshold of the signs, and why it is what it is.
//!
//! They are no numbers of a rulebook: no point and no grade depends on them. docs/可疑线索.md tells them to the user.

/// The last days of a period, its last day included: what is written down then comes when everybody can reckon what is still
/// lacking. Ten days are the last third of a month; an even share of a year's entries would be 3 in a hundred.
pub const LAST_DAYS: u64 = 10;

/// So many lines of one member in the last days are no chance: one may be.
pub const LATE_LINES: usize = 2;

/// And they are one in so many of all lines that gave the member points in the period: nine times as many as an even year has
/// in ten days. Of members with eight lines a year, 2 in 100 have two of
/// them in the last days by chance, and few of these just reach a grade.
pub const LATE_ONE_IN: usize = 4;

/// So many members of one branch whom the last days lifted are more than a note.
pub const LIFTED_TO_WARN: usize = 3;

/// So many members on the same edge are a sign, where they are a quarter of the branch, too. Of 20 members whose scores lie
/// anywhere within 30 points, one or none is on a given edge; five are there less than once in a thousand branches.
pub const ON_EDGE: usize = 5;

/// The least share of a branch on one edge: one in so many.
pub const ON_EDGE_ONE_IN: usize = 4;

/// Fewer members than this may be alike by chance, and for good reasons.
pub const FEW: usize = 5;

/// From so many members on nobody believes that all are alike: the sign is a warning.
pub const MANY: usize = 10;

/// Scores lie close together where the highest is above the lowest by one part in so many of their mean, or less: of 100
/// points 1, less than what the smallest usual entry gives.
pub const CLOSE_ONE_IN: i64 = 100;

/// So many different lines in the same order in two branches: two branches may have taken part in one matter, not in five
/// one after the other with the same words.
pub const SAME_IN_A_ROW: usize = 5;

/// Lines that more than half of at least so many branches have were held by the township for all.
pub const BRANCHES_FOR_ALL: usize = 3;

/// A line is high where its member's score would be less by one part in so many, or more, without it.
pub const HIGH_ONE_IN: i64 = 10;

/// And so many times what a line of this branch usually gives (the middle one of all lines that give points).
pub const HIGH_TIMES_USUAL: i64 = 2;

/// What is usual is not known of fewer lines.
pub const LINES_FOR_USUAL: usize = 5;

/// So many are named in a message, the others are counted.
pub const NAMED: usize = 5;
