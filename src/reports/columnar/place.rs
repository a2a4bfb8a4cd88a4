//! Where the files of a dataset lie: in folders that say the township and the branch, as Hive, Spark and DuckDB read them.

use std::fmt::Write;

use super::{Partition, Row};

/// The name of the folder of what has no branch: those programs read it as nothing.
const NONE: &str = "__HIVE_DEFAULT_PARTITION__";

/// What stands for a township without a name. It is a word, not nothing: datasets are joined by it, and nothing is joined
/// by nothing.
pub const NO_TOWNSHIP: &str = "未写乡镇名";

/// The path of a file of a dataset below the folder of the export. Its name says the period, so that several years can
/// lie in one tree.
///
/// ```
/// use jifen::reports::columnar::{GradeRow, MemberRow, place};
/// assert_eq!(
///     place::<MemberRow<'_>>(Some("清河镇"), Some("东河村/一组"), "2025"),
///     "members/township=清河镇/branch=东河村%2F一组/part-2025.parquet"
/// );
/// assert_eq!(place::<GradeRow<'_>>(None, None, "2025"), "grades/township=未写乡镇名/part-2025.parquet");
/// ```
#[must_use]
pub fn place<R: Row>(township: Option<&str>, branch: Option<&str>, period: &str) -> String {
    let value = |name: Option<&str>| name.filter(|name| !name.is_empty()).map_or_else(|| NONE.to_owned(), escaped);
    let branch = match R::PARTITION {
        Partition::Township => String::new(),
        Partition::Branch => format!("branch={}/", value(branch)),
    };
    format!("{}/township={}/{branch}part-{}.parquet", R::NAME, value(township.or(Some(NO_TOWNSHIP))), escaped(period))
}

/// A value as the name of a folder: what means something in a path, or to one of the systems or programs that read it,
/// is written as % and two hexadecimal digits. Chinese stays as it is.
#[must_use]
pub fn escaped(value: &str) -> String {
    let last = value.chars().count().saturating_sub(1);
    let mut out = String::with_capacity(value.len());
    for (at, c) in value.chars().enumerate() {
        // Windows leaves off a dot or a blank at the end of a name.
        if is_special(c) || (at == last && matches!(c, '.' | ' ')) {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// What Hive and Spark escape, and what Windows does not allow. All of it is ASCII: they read back one byte an escape.
const fn is_special(c: char) -> bool {
    c.is_ascii_control()
        || matches!(
            c,
            '"' | '#' | '%' | '\'' | '*' | '/' | ':' | '<' | '=' | '>' | '?' | '[' | '\\' | ']' | '^' | '{' | '|' | '}'
        )
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_means_something_in_a_path_is_written_in_hexadecimal() {
        assert_eq!(escaped("东河村党支部"), "东河村党支部");
        assert_eq!(
            escaped("a/b=c%d:e*f?g\"h\\i<j>k|l#m\n."),
            "a%2Fb%3Dc%25d%3Ae%2Af%3Fg%22h%5Ci%3Cj%3Ek%7Cl%23m%0A%2E"
        );
        assert_eq!(escaped(".."), ".%2E");
        assert_eq!(escaped("一 二 "), "一 二%20");
    }
}
