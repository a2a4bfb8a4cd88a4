//! The blank workbook of a branch, made of a rule set: roster, the form in which points are entered, the tables that the
//! rule set asks for, its items, and how to fill all of it in.
//!
//! Whatever it asks for comes from the rule set; headers are those by which `layout` knows a column.

mod card;
mod declared;
mod form;
mod guide;
mod items;
mod ledger;
mod lists;
mod matrix;
mod register;
mod roster;
mod slot;

use crate::model::{Book, Member, Period, Window};
use crate::rules::RuleSet;

use self::lists::Lists;
pub use self::register::{RegisterTemplate, register_book};

/// In which form a branch enters points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TemplateForm {
    /// 积分登记: a row for each matter.
    #[default]
    Ledger,
    /// 积分表: a row for each member, a column for each item.
    Matrix,
    /// 积分卡: a sheet for each member.
    Card,
}

/// A branch whose workbook is made.
#[derive(Clone, Debug)]
pub struct TemplateBranch {
    /// The township before its name, where it is known.
    pub township: Option<String>,
    /// Its name.
    pub name: String,
    /// Its members, as its roster lists them; none leaves rows to be filled in.
    pub members: Vec<Member>,
}

/// What a blank workbook is made of.
#[derive(Clone, Copy, Debug)]
pub struct Template<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The form of the points.
    pub form: TemplateForm,
    /// The period that is entered; without it dates are free.
    pub period: Option<Period>,
    /// The branch; without it names are left open.
    pub branch: Option<&'a TemplateBranch>,
}

/// What stands where a branch's name belongs as long as nobody said it.
const NOBODYS: &str = "〔乡镇〕〔村〕党支部";

/// The blank workbook.
///
/// # Errors
/// Why the form does not suit the rule set, in words.
pub fn template_book(template: &Template<'_>) -> Result<Book, String> {
    let lists = Lists::new(template.rules);
    let roster = roster::Roster::new(template);
    let mut tables = vec![roster.table(template)];
    match template.form {
        TemplateForm::Ledger => tables.push(ledger::table(template, &lists, &roster)),
        TemplateForm::Matrix => tables.push(matrix::table(template, &roster)?),
        TemplateForm::Card => tables.extend(card::tables(template, &lists, &roster)),
    }
    for table in template.rules.tables.iter().filter(|table| !table.is_archive()) {
        tables.push(declared::table(template, table, &lists, &roster));
    }
    tables.push(items::table(template.rules));
    tables.push(guide::table(template));
    tables.push(lists.table());
    Ok(Book { title: template.title("党员积分登记"), tables })
}

/// Whether a sheet of that name is in the workbook already.
fn is_sheet_of_ours(name: &str) -> bool {
    ["花名册", "项目", "填表说明", "下拉选项"].contains(&name)
}

impl Template<'_> {
    /// The title of a sheet: branch, period, what it is.
    fn title(&self, what: &str) -> String {
        let branch = match self.branch {
            Some(branch) => format!("{}{}", branch.township.as_deref().unwrap_or_default(), branch.name),
            None => NOBODYS.to_owned(),
        };
        format!("{branch}{}{what}", self.period.map_or_else(|| "〔年〕年".to_owned(), in_words))
    }

    /// The members that the branch lists, each with the number of the row in the roster, without those who left before
    /// the period.
    fn members(&self) -> Vec<(i64, &Member)> {
        let gone = |member: &Member| {
            let day = [member.left, member.died].into_iter().flatten().min();
            let back = member.came.zip(member.left).is_some_and(|(came, left)| came > left);
            !back && self.period.zip(day).is_some_and(|(period, day)| day <= period.from())
        };
        let listed = self.branch.map_or(&[][..], |branch| &branch.members);
        (1..).zip(listed).filter(|(_, member)| !gone(member)).collect()
    }

    /// The months, quarters or halves of the period, as people write them; without a period those of a year.
    fn parts(&self, window: Window) -> Vec<String> {
        let count = match (self.period, window) {
            (Some(period), _) if period.window() >= window => {
                return period.parts(window).into_iter().map(part_in_words).collect();
            }
            // A stretch shorter than the period's own: the one that it lies in.
            (Some(period), _) => {
                let (_, number) = window.of(period.from());
                return vec![part_of(window, number)];
            }
            (None, Window::Year) => return Vec::new(),
            (None, window) => 12 / window.months(),
        };
        (0..count).map(|number| part_of(window, number)).collect()
    }
}

fn part_in_words(part: Period) -> String {
    let (_, number) = part.window().of(part.from());
    part_of(part.window(), number)
}

/// A stretch of a year, counted from 0: 3月, 第一季度, 上半年.
fn part_of(window: Window, number: u32) -> String {
    let of = |words: &[&str]| {
        usize::try_from(number)
            .ok()
            .and_then(|number| words.get(number))
            .map_or_else(String::new, |word| (*word).into())
    };
    match window {
        Window::Month => format!("{}月", number + 1),
        Window::Quarter => of(&["第一季度", "第二季度", "第三季度", "第四季度"]),
        Window::Half => of(&["上半年", "下半年"]),
        Window::Year => String::new(),
    }
}

/// 2025年, 2025年第一季度.
fn in_words(period: Period) -> String {
    format!("{}年{}", period.year(), part_in_words(period))
}
