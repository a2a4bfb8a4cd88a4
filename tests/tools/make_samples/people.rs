//! Invented people. No name stands for anyone; there are no ID numbers and no telephone numbers.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use crate::calendar::day;
use crate::dice::Dice;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马",
    "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈", "曾",
    "彭", "吕", "苏", "卢", "蒋", "蔡", "贾", "丁", "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪",
    "田", "任", "姜", "范", "方", "石", "姚", "谭", "廖", "邹", "熊", "金", "陆", "郝", "孔", "白", "崔", "康", "毛",
    "邱", "秦", "江", "史", "顾", "侯", "邵", "孟", "龙", "万", "段", "钱", "汤", "尹", "黎", "易", "常", "武", "乔",
    "贺", "赖", "龚", "文", "单", "解", "查", "覃", "翟", "盖",
];
const MEN: &[&str] = &[
    "建国", "国强", "志强", "建军", "永福", "德胜", "文斌", "海涛", "卫东", "玉林", "长江", "新民", "光明", "立新",
    "宝山", "庆华", "春生", "少华", "振华", "家兴", "伟", "勇", "刚", "军", "磊", "涛", "斌", "鹏", "浩", "超", "明",
    "峰", "俊杰", "子轩", "天佑", "宏伟", "学文", "金龙", "世忠", "大成", "保全", "守信", "国栋", "志远", "广田",
    "连喜", "克俭", "树森", "运来", "福顺",
];
const WOMEN: &[&str] = &[
    "秀英", "桂兰", "玉珍", "凤英", "淑华", "红梅", "丽娟", "春梅", "海燕", "晓燕", "秀云", "月娥", "芳", "敏", "静",
    "丽", "艳", "娜", "霞", "婷", "雪梅", "慧敏", "佳怡", "雨欣", "美玲", "爱华", "素芬", "玉洁", "金凤", "小红",
    "文静", "翠萍", "冬梅", "银花",
];

/// One person, as a roster knows them.
#[derive(Clone)]
pub struct Person {
    pub name: String,
    pub woman: bool,
    /// The first day of the month of birth.
    pub born: NaiveDate,
    pub joined: NaiveDate,
}

impl Person {
    /// Probation is one year, so who joined in the year is probationary at its end.
    pub fn probationary(&self, year: i32) -> bool {
        self.joined.year() == year
    }
}

/// Hands out people; no name twice unless it is asked for.
pub struct Population {
    dice: Dice,
    taken: BTreeSet<String>,
    named: Vec<Person>,
    year: i32,
}

impl Population {
    /// A population of its own for each seed.
    pub fn new(seed: &str, year: i32) -> Self {
        Self { dice: Dice::new(seed), taken: BTreeSet::new(), named: Vec::new(), year }
    }

    /// Keeps a name free for someone who is called so on purpose.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Someone with a name that nobody has yet.
    pub fn anyone(&mut self) -> Person {
        loop {
            let woman = self.dice.chance(32);
            let given = *self.dice.pick(if woman { WOMEN } else { MEN });
            let name = format!("{}{given}", self.dice.pick(SURNAMES));
            if self.taken.insert(name.clone()) {
                return self.with_life(name, woman);
            }
        }
    }

    /// Someone of that name, no relation to others who bear it.
    pub fn named(&mut self, name: &str, woman: bool) -> Person {
        let person = self.with_life(name.to_owned(), woman);
        self.named.push(person.clone());
        person
    }

    /// The same person as the one called so before.
    pub fn again(&self, name: &str) -> Person {
        self.named.iter().find(|person| person.name == name).cloned().expect("named before")
    }

    fn with_life(&mut self, name: String, woman: bool) -> Person {
        let probationary = self.dice.chance(4);
        let age = if probationary { self.dice.between(20, 38) } else { self.dice.between(26, 82) };
        let born = day(self.year - age, self.dice.between(1, 12).unsigned_abs(), 1);
        let joined = if probationary {
            day(self.year, self.dice.between(1, 6).unsigned_abs(), self.dice.between(1, 28).unsigned_abs())
        } else {
            let earliest = self.year - age + 20;
            let joined_in = self.dice.between(earliest, (earliest + 25).min(self.year - 2));
            day(joined_in, self.dice.between(1, 12).unsigned_abs(), self.dice.between(1, 28).unsigned_abs())
        };
        Person { name, woman, born, joined }
    }
}
