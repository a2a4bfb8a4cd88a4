//! Which character parts the cells.

/// What parts cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Byte(u8),
    /// The full-width comma of Chinese input methods.
    Wide(char),
}

/// In the order in which they are taken where nothing decides.
const KNOWN: [(char, Separator); 5] = [
    (',', Separator::Byte(b',')),
    ('\t', Separator::Byte(b'\t')),
    (';', Separator::Byte(b';')),
    ('|', Separator::Byte(b'|')),
    ('，', Separator::Wide('，')),
];

/// Lines that are looked at.
const LINES: usize = 200;

/// The separator that the first line says (`sep=;`, which Excel reads and writes), and the text after it.
pub(super) fn said(text: &str) -> Option<(Separator, &str)> {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let line = line.trim_end_matches('\r').trim_matches('"');
    let separator = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    let known = KNOWN.iter().find(|(known, _)| separator.chars().eq([*known]))?;
    Some((known.1, rest))
}

/// The separator that most lines have equally often: a table's lines have one width, its prose has not.
pub(super) fn separator(text: &str) -> Separator {
    let counts: Vec<[usize; 5]> = lines(text);
    let score = |index: usize| {
        let mut widths: Vec<usize> =
            counts.iter().filter_map(|line| line.get(index).copied()).filter(|n| *n > 0).collect();
        widths.sort_unstable();
        widths.chunk_by(|a, b| a == b).map(|alike| (alike.len(), alike.first().copied())).max().unwrap_or_default()
    };
    let mut best = (score(0), Separator::Byte(b','));
    for (index, (_, separator)) in KNOWN.iter().enumerate().skip(1) {
        let found = score(index);
        if found > best.0 {
            best = (found, *separator);
        }
    }
    best.1
}

/// How often each separator stands outside quotes, line by line.
fn lines(text: &str) -> Vec<[usize; 5]> {
    let mut lines = Vec::new();
    let (mut counts, mut quoted) = ([0; 5], false);
    // Hostile text may be one line without end.
    for character in text.chars().take(1_000_000) {
        match character {
            '"' => quoted = !quoted,
            '\n' if !quoted => {
                lines.push(std::mem::take(&mut counts));
                if lines.len() == LINES {
                    return lines;
                }
            }
            _ if quoted => {}
            _ => {
                for (count, (known, _)) in counts.iter_mut().zip(KNOWN) {
                    *count += usize::from(character == known);
                }
            }
        }
    }
    lines.push(counts);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_width_of_the_table_decides() {
        for (text, expected) in [
            ("a,b,c\n1,2,3\n", Separator::Byte(b',')),
            ("标题，很长，很长\na\tb\n1\t甲，乙\n2\t丙\n", Separator::Byte(b'\t')),
            ("a;b\n1,5;2\n1;2\n", Separator::Byte(b';')),
            ("姓名，分值\n王，5\n", Separator::Wide('，')),
            ("a|b\n1|\"2,3\"\n", Separator::Byte(b'|')),
            ("只有一列\n王伟\n", Separator::Byte(b',')),
            ("", Separator::Byte(b',')),
        ] {
            assert_eq!(separator(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_may_say_it() {
        assert_eq!(said("sep=;\r\na;b"), Some((Separator::Byte(b';'), "a;b")));
        assert_eq!(said("\"sep=\t\"\na"), Some((Separator::Byte(b'\t'), "a")));
        for text in ["sep=x\n", "sep=\n", "sep\n", "姓名,sep=;\n"] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
