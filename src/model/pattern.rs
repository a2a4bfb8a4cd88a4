//! Patterns that people write for names: `*` stands for any characters, `?` for one.

use super::text::compact;

/// A pattern for the name of a file or sheet, or for the words of a heading. Widths, spaces and the case of Latin letters
/// make no difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    chars: Vec<char>,
}

impl Pattern {
    /// The pattern that a text is.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { chars: characters(text) }
    }

    /// Whether a name as a whole fits.
    #[must_use]
    pub fn fits(&self, name: &str) -> bool {
        let name = characters(name);
        let (mut at, mut in_name) = (0, 0);
        // Behind the last star, and where what it stands for ends so far.
        let mut star: Option<(usize, usize)> = None;
        while in_name < name.len() {
            let wanted = self.chars.get(at);
            if wanted == Some(&'*') {
                star = Some((at + 1, in_name));
                at += 1;
            } else if wanted.is_some_and(|wanted| *wanted == '?' || name.get(in_name) == Some(wanted)) {
                (at, in_name) = (at + 1, in_name + 1);
            } else if let Some((behind, end)) = star {
                star = Some((behind, end + 1));
                (at, in_name) = (behind, end + 1);
            } else {
                return false;
            }
        }
        self.chars.get(at..).is_some_and(|rest| rest.iter().all(|c| *c == '*'))
    }

    /// Whether a path fits, or the file's name at its end where the pattern names no folder.
    #[must_use]
    pub fn fits_path(&self, path: &str) -> bool {
        let path = path.replace('\\', "/");
        let name = path.rsplit('/').next().filter(|_| !self.chars.contains(&'/'));
        self.fits(&path) || name.is_some_and(|name| self.fits(name))
    }
}

fn characters(text: &str) -> Vec<char> {
    compact(text).chars().map(|c| c.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_any_characters() {
        for (pattern, name, fits) in [
            ("附件2*", "附件2 积分登记", true),
            ("附件2*", "附件2", true),
            ("附件2*", "附件12", false),
            ("*村*表", "东河村积分登记表", true),
            ("*村*表", "东河村积分登记", false),
            ("*", "", true),
            ("第?季度", "第一季度", true),
            ("第?季度", "第十一季度", false),
            ("ＳＨＥＥＴ1", "sheet1", true),
            ("*年积分*", "2025年积分（分）", true),
            ("a*b*c", "abxbc", true),
        ] {
            assert_eq!(Pattern::new(pattern).fits(name), fits, "{pattern} {name}");
        }
    }

    #[test]
    fn a_pattern_without_folders_is_for_the_files_name() {
        for (pattern, path, fits) in [
            ("东河村.xlsx", "东片/东河村.xlsx", true),
            ("*村.xlsx", "东片\\东河村.xlsx", true),
            ("西片/*", "东片/东河村.xlsx", false),
            ("东片/*.xlsx", "东片/东河村.xlsx", true),
        ] {
            assert_eq!(Pattern::new(pattern).fits_path(path), fits, "{pattern} {path}");
        }
    }
}
