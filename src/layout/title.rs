//! Titles: which branch and township a sheet is about.

use crate::model::text::compact;

/// What the title of a sheet tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// The branch's name, without the township before it and the form's name after it.
    pub branch: Option<String>,
    /// The township before the branch.
    pub township: Option<String>,
    /// The year written in it.
    pub year: Option<i32>,
}

/// How a branch's name ends.
const BRANCH_ENDS: [&str; 4] = ["党支部", "支部委员会", "党总支", "支部"];
/// How the name ends of what stands above several branches.
const GENERAL: &str = "党总支";
/// How a township's name ends.
const TOWNSHIP_ENDS: [&str; 3] = ["街道", "镇", "乡"];
/// How the names of the levels above a township end.
const ABOVE: [char; 4] = ['省', '市', '县', '区'];

/// What stands between the cells of a title. It is no white space, which says nothing in a title.
pub const CELL_END: &str = "\u{1e}";

/// Reads a title such as 清河镇东河村党支部2025年党员积分登记表, or cells that end in [`CELL_END`], of which the first that
/// names a branch holds: a 支部 before the 总支 above it. `township` is the township's name, where it is known.
#[must_use]
pub fn read_title(text: &str, township: Option<&str>) -> Title {
    let text = compact(text);
    let year = year_in(&text);
    let named = || text.split(CELL_END).filter_map(|cell| read_branch(cell, township));
    let named = named().find(|(_, branch)| !branch.ends_with(GENERAL)).or_else(|| named().next());
    let (township, branch) = named.map_or((None, None), |(township, branch)| (township, Some(branch)));
    Title { branch, township, year }
}

/// What makes a branch's name its own: 东河村 in 东河村党支部, 中共东河村支部委员会.
#[must_use]
pub fn branch_stem(name: &str) -> &str {
    let name = name.trim_start_matches("中共");
    let stem = BRANCH_ENDS.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    if stem.is_empty() { name } else { stem }
}

/// Township and branch that a cell names.
fn read_branch(cell: &str, township: Option<&str>) -> Option<(Option<String>, String)> {
    let ends = BRANCH_ENDS.iter().flat_map(|end| cell.match_indices(end));
    let mut named = ends.filter_map(|(at, end)| Some((cell.get(..at)?, end, cell.get(at + end.len()..)?)));
    named.find_map(|(before, end, after)| {
        let place = before.get(name_start(before)..).unwrap_or(before);
        let after_year = before.strip_suffix(place).is_some_and(|front| front.ends_with(|c: char| c.is_ascii_digit()));
        let place = if after_year { place.trim_start_matches('年').trim_start_matches('度') } else { place };
        let place = place.trim_start_matches("中共");
        let (township, rest) = split_township(place, township);
        // 党 alone is what 支部 finds inside 党支部.
        (!rest.is_empty() && rest != "党" && !is_label(after)).then(|| (township, format!("{rest}{end}")))
    })
}

/// Whether what follows makes a label of it: 所在党支部：, 支部名称：, 支部书记：, 支部书记签字.
fn is_label(after: &str) -> bool {
    let office = after.trim_start_matches("副").strip_prefix("书记");
    after.starts_with([':', '(']) && after.contains(':')
        || after.strip_prefix("名称").is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '(']))
        || office.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '(', '签']))
}

/// What ends like a township's name and is a kind of place: 集镇, 小城镇.
const KINDS_OF_PLACE: [&str; 10] = ["乡镇", "城镇", "集镇", "村镇", "小镇", "古镇", "全镇", "本镇", "城乡", "老街道"];

/// The township whose name a title begins with, years and higher levels before it aside: 清河镇 in
/// 2025年安平县清河镇东河村党员花名册. A name has two characters before its ending at least, and is not where a branch
/// of people away from home is (驻石井街道流动党员党支部).
#[must_use]
pub fn township_in(title: &str) -> Option<String> {
    let title =
        title.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('年').trim_start_matches('度');
    let title = title.trim_start_matches("中共");
    let letters = title.char_indices().find(|(_, c)| !c.is_alphabetic()).map_or(title.len(), |(at, _)| at);
    let (before, after) = title.split_at_checked(letters)?;
    // What follows the name of a township may begin with a year: 清河镇2025年党员积分登记表.
    let begins = format!("{before}{}", if after.is_empty() { "" } else { "的" });
    let name = split_township(&begins, None).0?;
    let is_name = (3..=6).contains(&name.chars().count())
        && !name.starts_with(['驻', '在', '各', '全', '本'])
        && !KINDS_OF_PLACE.iter().any(|kind| name.ends_with(kind));
    is_name.then_some(name)
}

fn split_township<'a>(place: &'a str, known: Option<&str>) -> (Option<String>, &'a str) {
    if let Some(known) = known {
        return match place.split_once(known) {
            Some((_, rest)) if !rest.is_empty() => (Some(known.to_owned()), rest),
            _ => (None, place),
        };
    }
    for end in TOWNSHIP_ENDS {
        for (at, _) in place.match_indices(end) {
            let (name, rest) = place.split_at(at + end.len());
            let above = name.char_indices().rfind(|(i, c)| *i > 0 && ABOVE.contains(c));
            let own = above.map_or(name, |(i, c)| name.get(i + c.len_utf8()..).unwrap_or(name));
            // 古镇村: a village of that name, not a township; and a township's name has more than its ending.
            let is_village = rest.starts_with(['村', '社', '街']);
            if own.chars().count() > end.chars().count() && !rest.is_empty() && !is_village {
                return (Some(own.to_owned()), rest);
            }
        }
    }
    (None, place)
}

/// Where the names at the end of a text start. Digits are part of a name behind 第 and before 号, 队 and the like
/// (第12村, 3号楼); else they number an attachment or a year.
fn name_start(text: &str) -> usize {
    let mut start = text.len();
    let mut after = None;
    for (at, c) in text.char_indices().rev() {
        let is_numbered = c.is_ascii_digit() && {
            let front = text.get(..at).unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
            front.ends_with('第') || after.is_some_and(|c: char| "号队组连班".contains(c) || c.is_ascii_digit())
        };
        if !(c.is_alphabetic() || c == '·' || is_numbered) {
            break;
        }
        (start, after) = (at, Some(c));
    }
    start
}

/// The year that a text names in four digits.
#[must_use]
pub fn year_in(text: &str) -> Option<i32> {
    let mut starts = text.char_indices().map(|(at, _)| at);
    starts.find_map(|at| {
        let year: i32 = text.get(at..at + 4)?.parse().ok()?;
        let alone = !text.get(at + 4..)?.starts_with(|c: char| c.is_ascii_digit());
        (alone && (1990..=2199).contains(&year)).then_some(year)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn branch(text: &str) -> (Option<String>, Option<String>) {
        let title = read_title(text, None);
        (title.township, title.branch)
    }

    #[test]
    fn the_branch_stands_between_township_and_form() {
        let qinghe = (Some("清河镇".to_owned()), Some("东河村党支部".to_owned()));
        for text in [
            "清河镇东河村党支部党员花名册",
            "清河镇东河村党支部2025年党员积分登记表",
            "2025年度清河镇东河村党支部党员积分登记表",
            "中共清河镇东河村党支部党员花名册",
            "安平县清河镇东河村党支部花名册",
            "党员积分登记表（清河镇东河村党支部）",
            "清 河 镇 东 河 村 党 支 部 花 名 册",
            "附件1清河镇东河村党支部花名册",
        ] {
            assert_eq!(branch(text), qinghe, "{text}");
        }
        assert_eq!(branch("东河村党支部花名册"), (None, Some("东河村党支部".to_owned())));
        assert_eq!(branch("年丰村党支部花名册"), (None, Some("年丰村党支部".to_owned())));
        assert_eq!(branch("古镇村党支部花名册"), (None, Some("古镇村党支部".to_owned())));
        assert_eq!(branch(&format!("党员花名册{CELL_END}东河村党支部")), (None, Some("东河村党支部".to_owned())));
        assert_eq!(branch("清河镇第12村党支部花名册").1.as_deref(), Some("第12村党支部"));
        assert_eq!(branch("清河镇3号楼党支部花名册").1.as_deref(), Some("3号楼党支部"));
        assert_eq!(branch("2025年清河镇15队党支部花名册").1.as_deref(), Some("15队党支部"));
        assert_eq!(branch("党员花名册"), (None, None));
        assert_eq!(branch("党支部花名册"), (None, None));
    }

    #[test]
    fn labels_name_no_branch_and_what_follows_them_does() {
        for text in ["党支部：东河村党支部", "所在党支部名称：东河村党支部", "单位：东河村党支部 支部书记：李秀英"]
        {
            assert_eq!(branch(text).1.as_deref(), Some("东河村党支部"), "{text}");
        }
        for text in ["支部书记：李秀英", "填报支部书记签字", "所在支部：", "党支部名称"] {
            assert_eq!(branch(text), (None, None), "{text}");
        }
        let cells = format!("党员积分登记表{CELL_END}党支部书记：李秀英{CELL_END}机关支部");
        assert_eq!(branch(&cells).1.as_deref(), Some("机关支部"));
        assert_eq!(branch("清河镇机关党总支第二党支部").1.as_deref(), Some("机关党总支第二党支部"));
    }

    #[test]
    fn a_title_begins_with_its_township() {
        for text in [
            "清河镇东河村党支部党员花名册",
            "2025年度清河镇党员积分登记表",
            "安平县清河镇2025年党员积分汇总",
            "中共清河镇机关支部委员会",
        ] {
            assert_eq!(township_in(text).as_deref(), Some("清河镇"), "{text}");
        }
        assert_eq!(township_in("城关街道花园社区党支部").as_deref(), Some("城关街道"));
        for text in [
            "党员花名册",
            "乡镇企业党支部花名册",
            "小城镇建设办党支部花名册",
            "古镇村党支部花名册",
            "驻石井街道流动党员党支部花名册",
            "东河村党支部党员花名册",
            "清河镇",
        ] {
            assert_eq!(township_in(text), None, "{text}");
        }
    }

    #[test]
    fn a_known_township_is_taken_off_wherever_it_ends() {
        let title = read_title("龙镇乡乡东村党支部花名册", Some("龙镇乡"));
        assert_eq!(title.branch.as_deref(), Some("乡东村党支部"));
        assert_eq!(read_title("2025年积分登记", None).year, Some(2025));
    }
}
