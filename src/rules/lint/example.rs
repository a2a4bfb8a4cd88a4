//! Whole rule sets from pieces, for the examples of codes.

/// A piece of a rule set with what it needs to be read: what it does not say itself says nothing of its own.
#[must_use]
pub fn completed(piece: &str) -> String {
    let mut text = String::new();
    let begins = piece
        .match_indices('[')
        .map(|(at, _)| at)
        .find(|at| piece.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with('\n')));
    let (top, sections) = piece.split_at(begins.unwrap_or(piece.len()));
    for (key, line) in [
        ("id", "id = \"x\""),
        ("title", "title = \"甲\""),
        ("version", "version = \"1\""),
        ("source", "source = \"乙\""),
    ] {
        if !top.lines().any(|line| line.trim_start().starts_with(key)) {
            text.push_str(line);
            text.push('\n');
        }
    }
    if !top.contains("settles") {
        text.push_str("settles = \"year\"\n");
    }
    text.push_str(top);
    for (section, part) in PARTS {
        let key = section.trim_matches(['[', ']']);
        if !sections.contains(section) && !top.lines().any(|line| line.starts_with(key)) {
            text.push_str(part);
        }
    }
    text.push_str(sections);
    text
}

const PARTS: &[(&str, &str)] = &[
    ("[score]", "[score]\ntitle = \"合计\"\nround = 2\narticle = \"一\"\nmark = \"原\"\n"),
    (
        "[[category]]",
        "[[category]]\nid = \"sum\"\ntitle = \"各项\"\narticle = \"一\"\nmark = \"原\"\n\
         [[category.item]]\nid = \"T1\"\ntitle = \"某项\"\nmark = \"原\"\nprice.fixed = 1\n",
    ),
    (
        "[[grade]]",
        "[[grade]]\ntitle = \"有\"\narticle = \"一\"\nmark = \"原\"\nwhen = \"score > 0\"\n\
         [[grade]]\ntitle = \"无\"\narticle = \"一\"\nmark = \"原\"\nwhen = \"score <= 0\"\n",
    ),
    ("[[test]]", "[[test]]\ntitle = \"没有登记\"\nexpect = { \"张三\" = { score = \"0\" } }\n"),
];
