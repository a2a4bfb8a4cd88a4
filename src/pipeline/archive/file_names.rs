//! Names of files that every system takes, made of names that people wrote.

use std::collections::HashSet;

/// The most characters of a name: 60 Chinese ones are 180 bytes, and a name may have 255 with its ending.
const LONGEST: usize = 60;
/// Names that Windows keeps for devices, whatever ending they have.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The names given so far in one folder; no two are the same where case is not told apart.
#[derive(Debug, Default)]
pub struct FileNames(HashSet<String>);

impl FileNames {
    /// A name for what is called so: safe, and not given before.
    pub fn give(&mut self, called: &str) -> String {
        let plain = safe_name(called);
        let mut name = plain.clone();
        let mut number = 2;
        while !self.0.insert(name.to_lowercase()) {
            name = format!("{plain}（{number}）");
            number += 1;
        }
        name
    }
}

/// The name without what Windows takes for something else, not too long and never empty.
pub fn safe_name(called: &str) -> String {
    let is_of_paths = |c: char| c.is_control() || matches!(c, '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let is_invisible =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    let clean: String = called
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(|c| if is_of_paths(c) { '_' } else { c })
        .take(LONGEST)
        .collect();
    // Folders hide what begins with a dot, and Office's own locks begin with ~$.
    let name = clean.trim_start_matches([' ', '\u{3000}', '.', '~']).trim_end_matches([' ', '\u{3000}', '.']);
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_port = |stem: &str| {
        let number = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
        number.is_some_and(|number| number.chars().count() == 1 && !number.starts_with('0'))
    };
    match name {
        "" => "未命名".to_owned(),
        _ if DEVICES.contains(&stem.as_str()) || is_port(&stem) => format!("_{name}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_on_windows() {
        for (called, name) in [
            ("东河村党支部", "东河村党支部"),
            ("甲/乙:丙*?\"<>|\\", "甲_乙_丙_______"),
            (" ..隐藏. ", "隐藏"),
            ("", "未命名"),
            ("...", "未命名"),
            ("CON", "_CON"),
            ("con.表", "_con.表"),
            ("LPT1", "_LPT1"),
            ("com10", "com10"),
            ("王\u{202e}伟\n", "王伟_"),
        ] {
            assert_eq!(safe_name(called), name, "{called:?}");
        }
        assert_eq!(safe_name(&"长".repeat(200)).chars().count(), LONGEST);
    }

    #[test]
    fn no_two_names_are_the_same_in_any_case() {
        let mut names = FileNames::default();
        assert_eq!(
            ["Ab", "aB", "ab", "ab（2）"].map(|it| names.give(it)),
            ["Ab", "aB（2）", "ab（3）", "ab（2）（2）"]
        );
    }
}
