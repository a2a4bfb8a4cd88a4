//! The program's own source as the tests read it: files, and tokens without comments.

use std::path::{Path, PathBuf};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name, a keyword or a number.
    Word,
    /// The content of a string or character literal.
    Literal,
    /// One character of punctuation.
    Sign,
}

/// A token of Rust, comments left out.
#[derive(Clone, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its text; of a literal the content, lines that end in `\` joined, other escapes as written.
    pub text: String,
    /// The line, from 1, of each character of the text.
    lines: Vec<usize>,
    first: usize,
}

impl Token {
    /// The line, from 1, of the character that starts at this byte.
    pub fn line(&self, at: usize) -> usize {
        let before = self.text.get(..at).map_or(0, |text| text.chars().count());
        self.lines.get(before).copied().unwrap_or(self.first)
    }

    /// Whether it is this name or this punctuation.
    pub fn is(&self, text: &str) -> bool {
        self.kind != Kind::Literal && self.text == text
    }
}

/// The tokens of a Rust source.
pub fn tokens(source: &str) -> Vec<Token> {
    let mut reader = Reader { rest: source, line: 1 };
    std::iter::from_fn(|| reader.token()).collect()
}

/// All files under a folder of the package whose name ends so, sorted.
pub fn files_under(folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty() || ending != "rs", "no {ending} files in {folder}");
    found
}

/// A file's path for messages, and its text.
pub fn read(path: &Path) -> (String, String) {
    let shown = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display().to_string();
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{shown}: {error}"));
    (shown.replace('\\', "/"), text)
}

struct Reader<'a> {
    rest: &'a str,
    line: usize,
}

impl Reader<'_> {
    fn token(&mut self) -> Option<Token> {
        loop {
            if self.rest.starts_with("//") {
                self.skip(self.rest.find('\n').unwrap_or(self.rest.len()));
            } else if self.rest.starts_with("/*") {
                self.skip_block();
            } else if self.rest.starts_with(char::is_whitespace) {
                self.skip(self.rest.find(|c: char| !c.is_whitespace()).unwrap_or(self.rest.len()));
            } else {
                break;
            }
        }
        let first = self.rest.chars().next()?;
        if let Some((prefix, hashes)) = raw_start(self.rest) {
            self.skip(prefix);
            return Some(self.raw(hashes));
        }
        for start in ["\"", "b\"", "c\""] {
            if self.rest.starts_with(start) {
                self.skip(start.len());
                return Some(self.quoted('"'));
            }
        }
        let quote = self.rest.strip_prefix('b').unwrap_or(self.rest);
        if is_char_literal(quote) {
            self.skip(self.rest.len() - quote.len() + 1);
            return Some(self.quoted('\''));
        }
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let (kind, length) = if is_part(first) {
            (Kind::Word, self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len()))
        } else {
            (Kind::Sign, first.len_utf8())
        };
        Some(self.take(kind, length))
    }

    fn skip(&mut self, length: usize) {
        let (skipped, rest) = self.rest.split_at(length);
        self.line += skipped.matches('\n').count();
        self.rest = rest;
    }

    fn skip_block(&mut self) {
        let mut depth = 0;
        while !self.rest.is_empty() {
            if self.rest.starts_with("/*") {
                depth += 1;
                self.skip(2);
            } else if self.rest.starts_with("*/") {
                depth -= 1;
                self.skip(2);
                if depth == 0 {
                    return;
                }
            } else {
                self.skip(self.rest.chars().next().map_or(0, char::len_utf8));
            }
        }
    }

    fn take(&mut self, kind: Kind, length: usize) -> Token {
        let first = self.line;
        let text = self.rest[..length].to_owned();
        let mut lines = Vec::new();
        for c in text.chars() {
            lines.push(self.line);
            self.line += usize::from(c == '\n');
        }
        self.rest = &self.rest[length..];
        Token { kind, text, lines, first }
    }

    /// A raw literal, its opening already read.
    fn raw(&mut self, hashes: usize) -> Token {
        let close = format!("\"{}", "#".repeat(hashes));
        let length = self.rest.find(&close).unwrap_or(self.rest.len());
        let token = self.take(Kind::Literal, length);
        self.skip(close.len().min(self.rest.len()));
        token
    }

    /// A literal up to its closing quote, its opening already read.
    fn quoted(&mut self, close: char) -> Token {
        let mut token = Token { kind: Kind::Literal, text: String::new(), lines: Vec::new(), first: self.line };
        while let Some(c) = self.rest.chars().next() {
            let line = self.line;
            self.skip(c.len_utf8());
            if c == close {
                break;
            }
            if c == '\\' && self.rest.starts_with(['\n', '\r']) {
                self.skip(self.rest.find(|c: char| !c.is_whitespace()).unwrap_or(self.rest.len()));
                continue;
            }
            token.text.push(c);
            token.lines.push(line);
            if c == '\\'
                && let Some(escaped) = self.rest.chars().next()
            {
                token.text.push(escaped);
                token.lines.push(self.line);
                self.skip(escaped.len_utf8());
            }
        }
        token
    }
}

/// Length of the opening of a raw literal (`r"`, `br##"`), and its number of `#`.
fn raw_start(text: &str) -> Option<(usize, usize)> {
    let after = ["r", "br", "cr"].iter().find_map(|prefix| text.strip_prefix(prefix))?;
    let body = after.trim_start_matches('#');
    body.starts_with('"').then(|| (text.len() - body.len() + 1, after.len() - body.len()))
}

/// `'a'` and `'\n'` are literals; `'a` alone is a lifetime.
fn is_char_literal(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('\'') else { return false };
    inner.starts_with('\\') || inner.chars().nth(1) == Some('\'')
}

#[test]
fn comments_are_left_out_and_literals_kept_apart() {
    let source = "a // x\n/* b /* c */ d */ 'e' \"f // g\" r#\"h \" i\"# &'j b'\\'' k";
    let read: Vec<(Kind, String)> = tokens(source).into_iter().map(|token| (token.kind, token.text)).collect();
    let expected = [
        (Kind::Word, "a"),
        (Kind::Literal, "e"),
        (Kind::Literal, "f // g"),
        (Kind::Literal, "h \" i"),
        (Kind::Sign, "&"),
        (Kind::Sign, "'"),
        (Kind::Word, "j"),
        (Kind::Literal, "\\'"),
        (Kind::Word, "k"),
    ];
    assert_eq!(read, expected.map(|(kind, text)| (kind, text.to_owned())));
}

#[test]
fn a_literal_over_lines_is_joined_and_knows_its_lines() {
    let token = tokens("\n\"党\\\n     员\n会\"").remove(0);
    assert_eq!(token.text, "党员\n会");
    assert_eq!([token.line(0), token.line(3), token.line(7)], [2, 3, 4]);
    assert!(!token.is("党员\n会"));
}
