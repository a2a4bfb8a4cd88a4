//! 柳林乡: three branches in which nothing is wrong, so that the result is final.

use crate::branch::{Aim, Branch, Post};
use crate::form::{Form, Stated};
use crate::people::Population;
use crate::situations::Special;

/// Name of the township and its year.
pub const TOWNSHIP: &str = "柳林乡";
const YEAR: i32 = 2025;

/// The three branches.
pub fn branches() -> Vec<Branch> {
    let mut people = Population::new(TOWNSHIP, YEAR);
    let mut found = |file: &str, remark: &str, form: Form, posts: Vec<Post>, size: usize| {
        let mut posts = posts;
        posts.extend(vec![Post::new(Aim::ORDINARY); size - posts.len()]);
        let mut branch = Branch::new(TOWNSHIP, YEAR, file, form, posts, &mut people);
        remark.clone_into(&mut branch.remark);
        branch
    };
    let town = "乡级";
    let signed = Form { town, stated: Stated::Signed, footer: true, ..Form::default() };
    let dotted = Form { town, unit_line: true, date_format: "yyyy/m/d", ..Form::default() };
    vec![
        found("上林村", "扣分写负数", signed, top(), 20),
        found("下林村", "标题下有填报单位行", dotted, low(), 22),
        found("桃源村", "最简表样", Form { town, ..Form::default() }, peach(), 19),
    ]
}

fn top() -> Vec<Post> {
    vec![
        Post::exactly(69.0, 34.0, 0.0, "103 分，五星"),
        Post::exactly(67.0, 28.5, 0.0, "95.5 分，四星"),
        Post::exactly(66.0, 25.0, 0.0, "91 分，四星"),
        Post::exactly(65.0, 21.0, 0.0, "86 分，三星"),
        Post::exactly(64.0, 19.0, 2.0, "81 分，三星"),
    ]
}

fn low() -> Vec<Post> {
    vec![
        Post::exactly(68.0, 34.0, 0.0, "102 分，五星"),
        Post::exactly(68.5, 32.0, 0.0, "100.5 分，顺延为四星"),
        Post::exactly(67.0, 26.0, 0.0, "93 分，四星"),
        Post::exactly(66.0, 24.5, 0.0, "90.5 分，顺延为三星"),
        Post::exactly(65.0, 17.5, 0.0, "82.5 分，三星"),
        Post::new(Aim::MODEST).with(Special::Veto("V01")).noted("一票否决 V01"),
    ]
}

fn peach() -> Vec<Post> {
    vec![
        Post::exactly(68.0, 33.0, 0.0, "101 分，五星名额为 0，顺延为四星"),
        Post::exactly(66.0, 25.0, 0.0, "91 分，四星已满，顺延为三星"),
        Post::exactly(65.0, 18.0, 0.0, "83 分，三星"),
        Post::exactly(64.0, 16.5, 0.0, "80.5 分，三星已满，二星"),
    ]
}
