//! Where in the file something stands.

use super::said::Subject;

/// The parts of a TOML text: each with its section, its line, and the lines that name it.
pub struct Places {
    parts: Vec<Part>,
}

struct Part {
    section: String,
    line: usize,
    keys: Vec<(String, String)>,
}

impl Places {
    /// Reads the headings and the keys below each of them, as far as they stand on one line.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut parts: Vec<Part> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if let Some(section) = line.strip_prefix('[') {
                let section = section.trim_start_matches('[').split(']').next().unwrap_or_default();
                parts.push(Part { section: section.trim().to_owned(), line: index + 1, keys: Vec::new() });
            } else if let (Some((key, value)), Some(part)) = (line.split_once('='), parts.last_mut()) {
                let value = value.trim().trim_matches(['"', '\'']);
                part.keys.push((key.trim().to_owned(), value.to_owned()));
            }
        }
        Self { parts }
    }

    /// The line of a subject's heading.
    #[must_use]
    pub fn line(&self, subject: &Subject) -> Option<usize> {
        let (section, key, value) = &subject.at;
        if section.is_empty() {
            return None;
        }
        let is_it = |part: &&Part| {
            part.section == *section
                && (key.is_empty() || part.keys.iter().any(|(name, written)| name == key && written == value))
        };
        self.parts.iter().find(is_it).map(|part| part.line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_found_by_what_names_them() {
        let places = Places::of(
            "id = 'x'\n[score]\nround = 2\n\n[[grade]]\ntitle = \"甲\"\n[[grade]]\nwhen = 'no'\ntitle = '乙'\n",
        );
        let line = |section, key, of| places.line(&Subject::new(section, key, of, "", ""));
        assert_eq!((line("grade", "title", "甲"), line("grade", "title", "乙")), (Some(5), Some(7)));
        assert_eq!((line("score", "", ""), line("grade", "title", "丙")), (Some(2), None));
    }
}
