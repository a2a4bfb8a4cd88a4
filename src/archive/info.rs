//! bag-info.txt: who packed what, when, with which program (RFC 8493, 2.2.2).

/// The number of bytes and of files of the payload, as `bytes.files`.
pub(super) const OXUM: &str = "Payload-Oxum";

/// The lines of bag-info.txt in the order in which they were said. A value is a single line: what breaks it becomes a
/// space.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BagInfo {
    lines: Vec<(String, String)>,
}

impl BagInfo {
    /// What every bag of ours says: who packs it, and the date, as 2025-12-31, that the package is of.
    #[must_use]
    pub fn new(organization: &str, date: &str) -> Self {
        let agent = concat!("jifen ", env!("CARGO_PKG_VERSION"));
        Self::default()
            .say("Source-Organization", organization)
            .say("Bagging-Date", date)
            .say("Bag-Software-Agent", agent)
    }

    /// 档号, or another sign by which the package is found: External-Identifier.
    #[must_use]
    pub fn identifier(self, identifier: &str) -> Self {
        self.say("External-Identifier", identifier)
    }

    /// What the package holds, in a sentence: External-Description.
    #[must_use]
    pub fn description(self, description: &str) -> Self {
        self.say("External-Description", description)
    }

    /// How the sender calls it: Internal-Sender-Identifier.
    #[must_use]
    pub fn sender_identifier(self, identifier: &str) -> Self {
        self.say("Internal-Sender-Identifier", identifier)
    }

    /// What bags belong together, such as the archive and its publishable part: Bag-Group-Identifier.
    #[must_use]
    pub fn group(self, group: &str) -> Self {
        self.say("Bag-Group-Identifier", group)
    }

    /// Anything else. An empty value is not written.
    #[must_use]
    pub fn say(mut self, label: &str, value: &str) -> Self {
        let value = one_line(value);
        if !value.is_empty() {
            self.lines.push((label.to_owned(), value));
        }
        self
    }

    /// The lines, for [`Bag::info`](super::Bag).
    #[must_use]
    pub fn into_lines(self) -> Vec<(String, String)> {
        self.lines
    }
}

/// The text of the file.
pub(super) fn written(lines: &[(String, String)]) -> String {
    lines.iter().map(|(label, value)| format!("{label}: {}\n", one_line(value))).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines of such a file: a line that begins with a blank continues the value before it.
///
/// # Errors
/// The number, from 1, of the first line that is neither.
pub(super) fn read(text: &str) -> Result<Vec<(String, String)>, usize> {
    let mut lines: Vec<(String, String)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
        } else if line.starts_with([' ', '\t']) {
            let (_, value) = lines.last_mut().ok_or(number + 1)?;
            value.push(' ');
            value.push_str(line.trim());
        } else {
            let (label, value) = line.split_once(':').ok_or(number + 1)?;
            if label.trim().is_empty() {
                return Err(number + 1);
            }
            lines.push((label.trim().to_owned(), value.trim().to_owned()));
        }
    }
    Ok(lines)
}

/// The bytes and the number of files that a value of [`OXUM`] states.
pub(super) fn oxum(value: &str) -> Option<(u64, u64)> {
    let (bytes, files) = value.split_once('.')?;
    Some((bytes.parse().ok()?, files.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let info = BagInfo::new("清河镇", "2025-12-31").description("两行\n的：说明").identifier("").into_lines();
        assert_eq!(info.len(), 4);
        assert_eq!(read(&written(&info)), Ok(info.clone()));
        assert_eq!(info[3].1, "两行 的：说明");
    }

    #[test]
    fn values_go_on_in_lines_that_begin_with_a_blank() {
        let lines = read("External-Description: one\r\n  two\n\tthree\n\nA:\n").unwrap();
        assert_eq!(lines[0].1, "one two three");
        assert_eq!(lines[1], ("A".to_owned(), String::new()));
        assert_eq!(read("no label"), Err(1));
        assert_eq!(read("A: b\n: c"), Err(2));
        assert_eq!(read("  first"), Err(1));
    }
}
