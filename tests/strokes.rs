//! Lists in the order by strokes of surnames.

use jifen::model::strokes::{Lengths, by_strokes, not_covered, strokes};

#[track_caller]
fn in_order(lengths: Lengths, expected: &[&str]) {
    let mut names = expected.to_vec();
    names.reverse();
    names.sort_by(|a, b| by_strokes(a, b, lengths));
    assert_eq!(names, expected);
}

#[test]
fn characters_are_written_as_schools_teach_it() {
    for (character, written) in [
        ('丁', "12"),
        ('王', "1121"),
        ('刘', "413422"),
        ('方', "4153"),
        ('九', "35"),
        ('女', "531"),
        ('火', "4334"),
        ('必', "45434"),
        ('凸', "21251"),
        ('凹', "25251"),
        ('鼎', "251115132125"),
        ('龙', "13534"),
        ('卫', "521"),
        ('万', "153"),
        ('巨', "1515"),
        ('马', "551"),
    ] {
        assert_eq!(strokes(character), Some(written), "{character}");
    }
    assert_eq!(strokes('爨').map(str::len), Some(30));
}

#[test]
fn surnames_go_by_number_of_strokes_and_then_by_the_strokes() {
    // 于 is 一一亅 and 万 is 一𠃌丿: the table of standard characters (通用规范汉字表) has them in this order as well.
    in_order(Lengths::ShortFirst, &["乙二", "丁一", "卜三", "于六", "万八", "王五", "仇十一"]);
    // Four strokes: 王 1121, 尤 1354, 牛 3112, 毛 3115, 方 4153, 尹 5113, 孔 5215.
    in_order(Lengths::ShortFirst, &["王一", "尤一", "牛一", "毛一", "方一", "尹一", "孔一"]);
    // Seven: 李 杨 吴 何 张; eight: 林 周 郑; nine: 赵 胡; ten: 徐 高; eleven: 黄 梁.
    let names = [
        "李一", "杨一", "吴一", "何一", "张一", "林一", "周一", "郑一", "赵一", "胡一", "徐一", "高一", "黄一", "梁一",
    ];
    in_order(Lengths::ShortFirst, &names);
}

#[test]
fn the_following_characters_decide_among_people_of_one_surname() {
    in_order(Lengths::ShortFirst, &["王丁", "王伟", "王芳", "王一民", "王小刚", "王小红", "王志强"]);
    in_order(Lengths::AsWritten, &["王一民", "王丁", "王小刚", "王小红", "王伟", "王志强", "王芳"]);
    // People of one surname stand together, whatever other surname is written with the same strokes.
    in_order(Lengths::ShortFirst, &["仇一", "仇志强", "仉一"]);
}

#[test]
fn compound_surnames_stand_behind_their_first_character() {
    in_order(Lengths::ShortFirst, &["欧小刚", "欧阳云", "欧阳秀英", "尚云"]);
    // A name of two characters has a surname of one.
    in_order(Lengths::ShortFirst, &["东方", "东一民", "东方红"]);
}

#[test]
fn padding_remarks_and_dots_do_not_count() {
    use std::cmp::Ordering::Equal;
    for (one, other) in [("王　伟", "王伟"), ("王伟（东河村）", "王伟"), ("阿里·买买提", "阿里•买买提")]
    {
        assert_eq!(by_strokes(one, other, Lengths::ShortFirst), Equal, "{one} {other}");
    }
}

#[test]
fn characters_without_data_come_last_and_are_listed() {
    in_order(Lengths::ShortFirst, &["王一", "爨一", "郤一", "郤二"]);
    assert_eq!(not_covered(["王伟", "郤　伟", "郤䶮", "阿里·买买提"]), ['郤', '䶮']);
}

/// The characters of GB 2312 that are no mere parts of others, which hold nearly all names, are covered.
#[test]
fn common_characters_are_covered() {
    let parts = "丨丿丶匚刂亠冫冖讠卩阝廴艹扌彳彡犭夂饣忄丬氵宀辶彐屮纟灬礻疒衤";
    let codes = (0xB0..=0xF7_u8).flat_map(|high| (0xA1..=0xFE_u8).map(move |low| [high, low]));
    let decoded = codes.filter_map(|code| {
        let text = encoding_rs::GBK.decode_without_bom_handling_and_without_replacement(&code)?;
        text.chars().next().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
    });
    let lacking: Vec<char> = decoded.filter(|c| strokes(*c).is_none() && !parts.contains(*c)).collect();
    assert_eq!(lacking, []);
}
