//! A faultless township of any size, for measuring.

use crate::branch::{Aim, Branch, Post};
use crate::calendar::day;
use crate::form::{Form, Stated};
use crate::people::Population;

/// Name of the township.
pub const TOWNSHIP: &str = "平川镇";
const YEAR: i32 = 2025;

/// So many branches, with exactly so many members and lines each.
///
/// # Panics
/// Where the lines are too few for a year of that many members: about ten each are needed.
pub fn branches(how_many: usize, members: usize, entries: usize) -> Vec<Branch> {
    let mut people = Population::new(TOWNSHIP, YEAR);
    (1..=how_many).map(|number| branch(number, members, entries, &mut people)).collect()
}

fn branch(number: usize, members: usize, entries: usize, people: &mut Population) -> Branch {
    // Scores at the top all differ, so that no place is contested.
    let top = [(69.0, 36.0), (68.0, 33.0), (67.0, 29.5), (66.0, 26.0), (65.5, 23.0), (65.0, 20.5), (64.0, 18.0)];
    let mut posts: Vec<Post> =
        top.iter().take(members / 6).map(|(base, bonus)| Post::exactly(*base, *bonus, 0.0, "")).collect();
    posts.resize(members, Post::new(Aim::Between(120, 142)));
    let stated = if number.is_multiple_of(2) { Stated::Plain } else { Stated::Blank };
    let form = Form { brief: true, stated, ..Form::default() };
    let mut branch = Branch::new(TOWNSHIP, YEAR, &format!("第{number:02}村"), form, posts, people);
    assert!(branch.lines.len() <= entries, "{entries} entries are too few for {members} members");
    // Absences that were made up fill the ledger and cost nothing.
    for turn in 0..entries - branch.lines.len() {
        let index = turn % members;
        let month = u32::try_from(7 + turn / members % 5).unwrap();
        branch.happened(index, "J01", day(YEAR, month, 3), Some("请假补学"), None);
    }
    branch
}
