//! The order by strokes (姓氏笔画), in which lists of names are made public.
//!
//! Names are compared character by character: by the number of strokes, then by the strokes as they are written
//! (横 before 竖 before 撇 before 点 before 折). The data, `data/strokes.txt`, tells its source and licence; a character that
//! it lacks comes after all others, and [`not_covered`] lists it.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::text::{person, split_remark};

/// The strokes of each character: 1 to 5, as bytes of digits.
static STROKES: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/strokes.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .flat_map(|(strokes, all)| all.chars().map(move |c| (c, strokes)))
        .collect()
});

/// Which of two names of one surname comes first, where offices differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lengths {
    /// A name of two characters comes before one of three: 王伟 before 王一民.
    #[default]
    ShortFirst,
    /// The second characters decide: 王一民 before 王伟.
    AsWritten,
}

/// How a character is written: its strokes one by one, 1 横, 2 竖, 3 撇, 4 点, 5 折; their number is that of the strokes.
/// `None` for a character that the data lacks.
#[must_use]
pub fn strokes(character: char) -> Option<&'static str> {
    STROKES.get(&character).copied()
}

/// Compares two names by strokes. Spaces that pad a name and a remark in brackets do not count. Names that are the same
/// compare as equal; a stable sort leaves namesakes in the order of the roster.
///
/// Two different characters written with the same strokes (甲, 申) are told apart by their code points, so that people of
/// one surname stand together.
///
/// ```
/// use jifen::model::strokes::{Lengths, by_strokes};
/// let mut names = vec!["万八", "仇十一", "乙二", "王五", "丁一", "于六", "卜三"];
/// names.sort_by(|a, b| by_strokes(a, b, Lengths::ShortFirst));
/// assert_eq!(names, ["乙二", "丁一", "卜三", "于六", "万八", "王五", "仇十一"]);
/// ```
#[must_use]
pub fn by_strokes(one: &str, other: &str, lengths: Lengths) -> Ordering {
    let (one, other) = (plain(one), plain(other));
    let (own, others) = (surname(&one), surname(&other));
    let surnames = compared(own, others);
    let written = || compared(one.get(own.len()..).unwrap_or_default(), other.get(others.len()..).unwrap_or_default());
    let short = || match lengths {
        Lengths::ShortFirst => one.chars().count().cmp(&other.chars().count()),
        Lengths::AsWritten => Ordering::Equal,
    };
    surnames.then_with(short).then_with(written)
}

/// The characters of these names that the data lacks, each once, in the order in which they occur: whoever makes the list
/// has to put those people in their place.
#[must_use]
pub fn not_covered<'a>(names: impl IntoIterator<Item = &'a str>) -> Vec<char> {
    let mut lacking = Vec::new();
    for name in names {
        for c in plain(name).chars() {
            if strokes(c).is_none() && !lacking.contains(&c) {
                lacking.push(c);
            }
        }
    }
    lacking
}

/// Surnames of two characters; a name of two characters has none of them.
const COMPOUND: &[&str] = &[
    "万俟", "上官", "东方", "东郭", "令狐", "仲孙", "公冶", "公孙", "公羊", "公西", "南宫", "南门", "司寇", "司徒",
    "司空", "司马", "夏侯", "太史", "太叔", "宇文", "宗政", "宰父", "尉迟", "左丘", "巫马", "慕容", "拓跋", "拓拔",
    "梁丘", "欧阳", "段干", "淳于", "漆雕", "澹台", "濮阳", "独孤", "申屠", "百里", "皇甫", "端木", "第五", "西门",
    "诸葛", "赫连", "轩辕", "钟离", "长孙", "闻人", "闾丘", "颛孙", "鲜于", "呼延", "完颜", "纳兰", "耶律", "羊舌",
    "单于", "乐正", "叔孙", "北堂",
];

/// The name without its remark, its spaces and its dots.
fn plain(name: &str) -> String {
    person(split_remark(name).0).replace('·', "")
}

/// The part of a name that is the surname: two characters where they are known as one and another follows, else one. Of
/// a name with a dot in it (阿依古丽·买买提), which has no surname, the first character.
#[must_use]
pub fn surname(name: &str) -> &str {
    let mut ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    let (first, second, third) = (ends.next(), ends.next(), ends.next());
    let two = third.and(second).and_then(|end| name.get(..end)).filter(|two| COMPOUND.contains(two));
    two.or_else(|| name.get(..first?)).unwrap_or_default()
}

fn compared(one: &str, other: &str) -> Ordering {
    let place = |c: char| {
        let written = strokes(c);
        (written.is_none(), written.map_or(0, str::len), written, c)
    };
    one.chars().map(place).cmp(other.chars().map(place))
}
