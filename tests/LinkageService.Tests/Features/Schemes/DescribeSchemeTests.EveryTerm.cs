namespace LinkageService.Tests.Features.Schemes;

/// <summary>A scheme that uses every term of every kind of step, and what is said of it.</summary>
public partial class DescribeSchemeTests
{
    private const string EveryTerm = """
        id: everything
        version: 1
        title: { zh: 各种步骤, en: Every kind of step }
        parameters:
          tax_rate: { type: rate, default: 20%, title: { zh: 税率, en: Tax rate } }
          cap_rate: { type: rate, default: 3%, title: { zh: 单户上限, en: Cap of one holder } }
          floor_sum: { type: money, default: 500.00, title: { zh: 保底数（元）, en: Floor (yuan) } }
          a_part: { type: parts, default: 4, title: { zh: 甲公司份数, en: Parts for Company A } }
          b_part: { type: parts, default: 6, title: { zh: 农户份数, en: "The households' parts" } }
          pay_rate: { type: money, per: mu, title: { zh: 每亩补助, en: Support per mu } }
        inputs:
          profit: { type: money, title: { zh: 当年利润（元）, en: Profit of the year (yuan) } }
          grant: { type: money, default: 0.00, title: { zh: 项目补助（元）, en: Grant (yuan) } }
          places: { type: count, title: { zh: 名额, en: Number of places } }
        holdings:
          land: { unit: mu, title: { zh: 入股土地（亩）, en: Contributed land (mu) } }
          capital: { unit: yuan, title: { zh: 入股资金（元）, en: Capital (yuan) } }
          sold: { unit: jin, default: 0, title: { zh: 交售数量（斤）, en: Produce sold (jin) } }
        groups:
          registered: { tag: registered }
          in_need:
            any: [registered, { tag: 低保户 }, { all: [{ tag: hardship }, { not: monitored }, { holding: land, atMost: 2.5 }] }]
          monitored: { tag: monitored }
          老社员: { tag: old_member }
          small: { holding: land, above: 0 }
        steps:
          - { id: pooled, kind: split, from: [profit, grant], into: { whole_pool: remaining },
              title: { zh: 合并, en: Pooling } }
          - { id: ab, kind: split, from: whole_pool, into: { fund:a: a_part, b_pool: b_part } }
          - { id: reserve_x, kind: take, from: b_pool, amount: "min(pool(b_pool) * 10%, 300000.00 yuan)",
              bound: at_most, into: fund:x_reserve, title: { zh: 提取风险金, en: Risk reserve } }
          - { id: cap_div, kind: allocate, from: b_pool, by: land * 2 + sold * 1 mu / 100 jin, cap: cap_rate,
              when: { years: { from: 2020, to: 2030 } }, title: { zh: 有上限的分红, en: Capped dividend } }
          - { id: cap_div2, kind: allocate, from: b_pool, to: in_need, cap: 1000 yuan, excess: keep,
              when: { input: grant, above: 100 }, title: { zh: 帮扶, en: Support } }
          - { id: flo, kind: allocate, from: b_pool, by: capital, to: 老社员, rounding: floor_and_keep,
              ifEmpty: keep, when: { group: 老社员 }, title: { zh: 老社员分红, en: Old members } }
          - { id: pp, kind: pay, from: b_pool, amount: land * pay_rate, to: small, onShortfall: prorate,
              title: { zh: 补助, en: Support by land } }
          - { id: chosen_one, kind: select, places: 3, rank: [land desc, capital asc], as: chosen,
              title: { zh: 选户, en: Choosing } }
          - { id: chosen_two, kind: select, places: places, from: in_need, rank: [registered], as: chosen2,
              title: { zh: 再选, en: Choosing again } }
          - { id: gg, kind: guarantee, from: b_pool, floor: "max(floor_sum, capital * 5%)",
              counting: [cap_div, flo], to: chosen, onShortfall: prorate, title: { zh: 保底, en: Floor } }
          - { id: gp, kind: guarantee, from: payer:company, floor: floor_sum, counting: [cap_div],
              to: registered, title: { zh: 保底二, en: Floor two } }
          - { id: tax, kind: withhold, of: [cap_div, flo], amount: tax_rate, into: fund:income_tax,
              to: chosen2, title: { zh: 代扣税, en: Tax } }
          - { id: fee, kind: withhold, amount: "min(received(cap_div), 10.00 yuan)", into: b_pool,
              allowNegative: true, title: { zh: 扣费, en: Fee } }
          - { id: rec, kind: record, amount: sold * 1.20 yuan / 1 jin - 50 yuan,
              title: { zh: 自营, en: Own sales } }
          - { id: tk, kind: take, from: payer:government, amount: count(registered) * 100 yuan, into: b_pool,
              title: { zh: 政府补助, en: State support } }
          - { id: rest, kind: split, from: b_pool, into: { fund:public_welfare: 30%, carry:下年: remaining },
              title: { zh: 结余, en: Rest } }
        """;

    private static readonly string[] EveryTermZh =
    [
        "当年利润和项目补助合在一起，作为whole pool。",
        "whole pool按 4：6 分成两份：甲公司、农户；尾差按最大余数法处理。",
        "从农户这一份中拿出“农户这一份的 10% 和 300,000.00 元中较小的”，转入“提取风险金”，不足一分的舍去。",
        "2020 年到 2030 年，农户这一份余下部分按“入股土地 × 2 + 交售数量 × 1 亩 ÷ 100 斤”分给全体农户，每户最多分这笔钱的 3%（单户上限），超出的部分由其余各户再分；尾差按最大余数法处"
            + "理。",
        "项目补助大于 100.00 元时，农户这一份余下部分由建档立卡户、低保户或困难人员且不是监测对象且入股土地不超过 2.5 亩的户平均分，每户一份，每户最多 1,000.00 元，超出的部分留着不发；尾差按最大"
            + "余数法处理。",
        "有老社员时，农户这一份余下部分按入股资金（元）分给老社员；每户只取到分，零头留着不发；没有可分的户时留着不分。",
        "从农户这一份余下部分中按“入股土地 × 每亩补助”付给有入股土地的户，四舍五入到分；钱不够时按各户应得的比例发。",
        "从全体农户中选出 3 户；入股土地多的在前，入股资金少的在前，仍相同的编号小的在前。",
        "按名额从建档立卡户、低保户或困难人员且不是监测对象且入股土地不超过 2.5 亩的户中选户：先选建档立卡户，最后选其余的户；同一档里编号小的在前。",
        "“选户”选中的户从“有上限的分红”、“老社员分红”得到的不足“保底数（500.00 元）和入股资金的 5%中较大的”时，从农户这一份余下部分中补足到这个数，不足一分的进为一分；钱不够时按各户应得的比例发。",
        "建档立卡户从“有上限的分红”得到的不足保底数（500.00 元）时，由公司补足到这个数。",
        "从“再选”选中的户的“有上限的分红”、“老社员分红”里扣 20%（税率），转入“个人所得税”，四舍五入到分。",
        "从每户应得的钱里扣下“‘有上限的分红’所得和 10.00 元中较小的”，并入农户这一份；应得不够扣的，欠着记作负数。",
        "另记全体农户每户的“交售数量 × 1.20 元 ÷ 1 斤 − 50.00 元”，四舍五入到分；只作记录，不付钱，不计入应发。",
        "由政府付出“建档立卡户的户数 × 100.00 元”，并入农户这一份，四舍五入到分。",
        "农户这一份余下部分中，30% 转入“公益金”，其余结转下年（下年）；尾差按最大余数法处理。",
    ];

    private static readonly string[] EveryTermEn =
    [
        "Put the profit of the year and the grant together as whole pool.",
        "Divide whole pool 4:6 between Company A and the households; odd fen by the largest remainder.",
        "Take the smaller of 10% of the households' part and 300,000.00 yuan out of the households' part for risk"
            + " reserve, cut down to the fen.",
        "From 2020 to 2030, share what is left of the households' part among all households by contributed land ×"
            + " 2 + produce sold × 1 mu ÷ 100 jin, at most 3% (cap of one holder) of it for one household, the excess s"
            + "hared among the others; odd fen by the largest remainder.",
        "If the grant is above 100.00 yuan, share what is left of the households' part equally among registered h"
            + "ouseholds, households tagged “低保户” or households in hardship, households other than monitored households"
            + " and at the same time households with contributed land at most 2.5 mu, at most 1,000.00 yuan for one hou"
            + "sehold, the excess stays; odd fen by the largest remainder.",
        "If there are households tagged “old_member”, share what is left of the households' part among households"
            + " tagged “old_member” by capital (yuan); each share is cut to the fen and the odd money stays; it stays w"
            + "here nobody is entitled.",
        "Out of what is left of the households' part, pay households with contributed land, each, contributed lan"
            + "d × support per mu, rounded to the nearest fen; if there is less, in proportion to what is due.",
        "Choose 3 of all households; more contributed land first, less capital first, at last the lower member nu"
            + "mber.",
        "Choose among registered households, households tagged “低保户” or households in hardship, households other "
            + "than monitored households and at the same time households with contributed land at most 2.5 mu, as many "
            + "as the number of places: first registered households, then all others; within a rank the lower member nu"
            + "mber first.",
        "If one of the households chosen by “Choosing” got less than the larger of floor (500.00 yuan) and 5% of "
            + "capital from “Capped dividend” and “Old members”, the difference is made up out of what is left of the h"
            + "ouseholds' part, rounded up to the fen; if there is less, in proportion to what is due.",
        "If one of the registered households got less than floor (500.00 yuan) from “Capped dividend”, the compan"
            + "y makes up the difference.",
        "Withhold 20% (tax rate) of what the households chosen by “Choosing again” got from “Capped dividend” and"
            + " “Old members”, for income tax, rounded to the nearest fen.",
        "Withhold the smaller of what came of “Capped dividend” and 10.00 yuan from each household, into the hous"
            + "eholds' part; who is due less owes the rest, as a negative amount.",
        "Note produce sold × 1.20 yuan ÷ 1 jin − 50.00 yuan for each household, rounded to the nearest fen; it is"
            + " only noted: nothing is paid and no total counts it.",
        "The government pays the number of registered households × 100.00 yuan into the households' part, rounded"
            + " to the nearest fen.",
        "Of what is left of the households' part, take 30% for the welfare fund and carry the rest to the next ye"
            + "ar as 下年; odd fen by the largest remainder.",
    ];
}
