//! The pattern of 档号 (DA/T 22): 0123-{年度}-{保管期限}-{序号:4}.

/// The widest running number.
const WIDEST: usize = 9;
/// The placeholders, as they are listed for people.
const KNOWN: &str = "{全宗号}、{年度}、{保管期限}、{机构}、{序号}、{序号:4}";

/// What the placeholders stand for, as far as it is given.
#[derive(Clone, Copy, Debug)]
pub struct Given<'a> {
    /// 全宗号.
    pub fonds: Option<&'a str>,
    /// 年度.
    pub year: &'a str,
    /// 保管期限, in words.
    pub retention: Option<&'a str>,
    /// 机构（问题）.
    pub office: Option<&'a str>,
}

/// A pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Words(String),
    Fonds,
    Year,
    Retention,
    Office,
    /// The running number, with so many digits at least.
    Number(usize),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((words, behind)) = rest.split_once('{') {
            let Some((name, behind)) = behind.split_once('}') else {
                return Err(format!("「{{{behind}」没有写完：少一个「}}」。"));
            };
            parts.push(Part::Words(words.to_owned()));
            parts.push(placeholder(name)?);
            rest = behind;
        }
        parts.push(Part::Words(rest.to_owned()));
        if let Some(stray) = parts.iter().find(|part| matches!(part, Part::Words(words) if words.contains('}'))) {
            let Part::Words(words) = stray else { return Ok(Self(parts)) };
            return Err(format!("「{words}」里多了一个「}}」。"));
        }
        parts.retain(|part| !matches!(part, Part::Words(words) if words.is_empty()));
        if !parts.iter().any(|part| matches!(part, Part::Number(_))) {
            return Err("档号里要有 {序号}，不然各份材料的档号都一样。".to_owned());
        }
        Ok(Self(parts))
    }

    /// Whether everything that the pattern names is given.
    ///
    /// # Errors
    /// What is lacking, in words.
    pub fn check(&self, given: &Given<'_>) -> Result<(), String> {
        let lacking = self.0.iter().find_map(|part| match part {
            Part::Fonds if given.fonds.is_none() => Some(("全宗号", "fonds")),
            Part::Retention if given.retention.is_none() => Some(("保管期限", "retention")),
            Part::Office if given.office.is_none() => Some(("机构", "office")),
            _ => None,
        });
        lacking
            .map_or(Ok(()), |(name, key)| Err(format!("档号里写了 {{{name}}}，[archive] 里没有写 {key}（{name}）。")))
    }

    /// The 档号 of the record of this number.
    #[must_use]
    pub fn filled(&self, given: &Given<'_>, record: usize) -> String {
        let part = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Fonds => given.fonds.unwrap_or_default().to_owned(),
            Part::Year => given.year.to_owned(),
            Part::Retention => given.retention.map_or_else(String::new, code_of),
            Part::Office => given.office.unwrap_or_default().to_owned(),
            Part::Number(width) => format!("{record:0width$}"),
        };
        self.0.iter().map(part).collect()
    }
}

fn placeholder(name: &str) -> Result<Part, String> {
    let (word, width) = name.split_once([':', '：']).map_or((name, None), |(word, width)| (word, Some(width)));
    let digits = |text: &str| text.trim().parse().ok().filter(|width| (1..=WIDEST).contains(width));
    match (word.trim(), width) {
        ("全宗号", None) => Ok(Part::Fonds),
        ("年度", None) => Ok(Part::Year),
        ("保管期限", None) => Ok(Part::Retention),
        ("机构", None) => Ok(Part::Office),
        ("序号", None) => Ok(Part::Number(1)),
        ("序号", Some(width)) => digits(width)
            .map(Part::Number)
            .ok_or_else(|| format!("「{{{name}}}」里的位数不对，要写 1 到 {WIDEST} 的数字，如 {{序号:4}}。")),
        _ => Err(format!("档号里不能写「{{{name}}}」。可以写的有：{KNOWN}。")),
    }
}

/// The code of a retention period in a 档号, as DA/T 22 has it; of any other it is what was written.
fn code_of(retention: &str) -> String {
    let years = retention.trim_start_matches("定期").trim_end_matches('年').trim();
    let is_number = !years.is_empty() && years.bytes().all(|byte| byte.is_ascii_digit());
    match retention {
        "永久" => "Y".to_owned(),
        _ if is_number && retention.ends_with('年') => format!("D{years}"),
        _ => retention.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIVEN: Given<'_> =
        Given { fonds: Some("0123"), year: "2025", retention: Some("定期30年"), office: Some("DJ") };

    #[test]
    fn a_pattern_is_filled_in() {
        let pattern = Pattern::read("{全宗号}-WS·{年度}-{保管期限}-{机构}-{序号:4}").unwrap();
        assert_eq!(pattern.filled(&GIVEN, 7), "0123-WS·2025-D30-DJ-0007");
        assert_eq!(pattern.filled(&GIVEN, 12345), "0123-WS·2025-D30-DJ-12345");
        for (retention, code) in [("永久", "Y"), ("定期10年", "D10"), ("30年", "D30"), ("长期", "长期"), ("D30", "D30")]
        {
            let given = Given { retention: Some(retention), ..GIVEN };
            assert_eq!(Pattern::read("{保管期限}{序号}").unwrap().filled(&given, 1), format!("{code}1"));
        }
    }

    #[test]
    fn what_cannot_be_filled_in_is_refused() {
        for (text, word) in [
            ("{全宗}-{序号}", "可以写的有"),
            ("{年度:4}-{序号}", "可以写的有"),
            ("{序号:x}", "位数"),
            ("{序号:0}", "位数"),
            ("{序号:10}", "位数"),
            ("{序号", "没有写完"),
            ("a}{序号}", "多了一个"),
            ("{年度}", "要有 {序号}"),
            ("", "要有 {序号}"),
        ] {
            assert!(Pattern::read(text).unwrap_err().contains(word), "{text}");
        }
        let lacking = Given { fonds: None, ..GIVEN };
        assert!(Pattern::read("{全宗号}-{序号}").unwrap().check(&lacking).unwrap_err().contains("fonds"));
    }
}
