using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests;

/// <summary>The regulation of an invented district that watches over its projects: orders, a ladder of measures, claims held against evidence, liability.</summary>
internal static class WatchRulebook
{
    public const string Id = "watch-2026";

    public const string Text = """
        id: watch-2026
        version: 1
        title: 某区监督办法
        short: 某区监督
        issuer: 某区
        jurisdiction: {name: 某区, level: 区级}
        number_prefix: JD
        articles_count: 3
        roles:
          单位: {own: true}
          监督局: {}
          财政局: {}
          审计局: {}
          顾问: {named: 顾问单位}
        kinds: {项目: {title: 项目名称}}
        oversight:
          inspections: [检查]
          spot: {step: 检查, article: 第二条}
          orders:
            限期整改: {article: 第二条, step: 检查, outcome: 要整改, due: 整改期限, due_set: 监督局, answer: 整改报告, review: 整改复核, passed: 改好了, dispose: 处置, climbs: true}
          ladder:
            通报: {article: 第二条, taken: 'count(处置[措施 != null and list contains(措施, "通报")]) > 0', by: 处置, remedy: 通报没有解除}
            停止安排: {article: 第二条, taken: 停着 != null and 停着, closes: [可否列入], refuses: [付钱], by: 处置, lifted_by: [解除], remedy: 由监督局解除, platform: true}
            终止: {article: 第二条, by: 处置, ends: true, remedy: 没有解除}
          liability:
            under: 追究
            step: 登记追究
            to: {挪用: '"区纪检机关"'}
            otherwise: 由监督局交有权的机关
        evidence:
          付款超过进度:
            article: 第一条
            sort: 进度和钱
            when: count(进展) > 0 and count(付钱) > 0
            contradicts: sum(付钱.支付额) > 进展[-1].完成额
            text: '报的完成{进展[-1].完成额}万元，付了{sum(付钱.支付额)}万元'
            before: [检查]
            remedy: 核对两边
          总数对不上: {platform: true, sort: 总数, contradicts: 预计额 < 10, text: '预计{预计额}万元', remedy: 改正}
        articles:
          第一条:
            gist: 建设和付钱
            facts:
              预计额: {type: money}
              完成额: {type: money}
              支付额: {type: money}
              顾问单位: {type: text}
            notices:
              登记: {报送: [监督局], 抄送: [财政局, 镇里]}
            gates:
              停着不列: {article: 第二条, blocks: 可否列入, when: 停着 != null, holds: not(停着), strength: hard, reason: 正停止安排, remedy: 由监督局解除}
            steps:
              登记: {opens: true, by: 单位, asks: [项目名称, {预计额: {optional: true}}, {顾问单位: {optional: true}}]}
              进展: {by: 单位, after: [登记], optional: true, repeats: true, asks: [完成额]}
              付钱: {by: 单位, after: [登记], optional: true, repeats: true, asks: [支付额], outcomes: {付: {when: 停着 = null or not(停着), reason: 正停止安排}}}
              列入: {by: 财政局, after: [登记], requires: 可否列入}
              顾问意见: {by: 顾问, after: [登记], optional: true}
          第二条:
            gist: 检查、整改、处置
            facts:
              整改期限: {type: date}
              整改要求: {type: text, long: true}
              违规: {type: list, values: [管理不善, 挪用]}
              整改说明: {type: text}
              停着: {type: boolean}
              措施: {type: list, values: [通报, 停止安排]}
            permissions: {审计局: [阅]}
            steps:
              检查:
                by: 监督局
                after: [登记]
                optional: true
                repeats: true
                outcomes:
                  没有问题: {}
                  要整改: {asks: [违规, 整改要求, 整改期限], sets: {违规: {feel: 违规}}}
              整改报告: {by: 单位, after: [登记], each: {name: 次, in: '检查[结果 = "要整改"].序号', of: 检查}, asks: [整改说明]}
              整改复核: {by: 监督局, after: [登记], each: {name: 次, in: '检查[结果 = "要整改"].序号', of: 检查}, outcomes: {改好了: {sets: {违规: []}}, 没有改好: {}}}
              处置:
                by: 监督局
                after: [登记]
                each: {name: 次, in: '整改复核[结果 = "没有改好"].次', of: 检查}
                outcomes:
                  处置: {asks: [措施], sets: {停着: {feel: 'list contains(措施, "停止安排")'}}}
                  终止: {closes: true}
              解除: {by: 监督局, after: [登记], when: 停着, optional: true, repeats: true, outcomes: {解除: {sets: {停着: false}}}}
          第三条:
            gist: 追究
            facts:
              追究情况: {type: text}
            consequences:
              挪用: {under: 追究, when: 'list contains(违规, "挪用")', measures: [查处], strength: hard}
            steps:
              登记追究: {by: 监督局, after: [登记], optional: true, repeats: true, asks: [追究情况]}
        """;

    private static readonly Lazy<Rulebook> s_rulebook = new(() =>
    {
        var reading = Read(Text);
        Assert.Empty(reading.Findings);
        return reading.Rulebook!;
    });

    public static Rulebook Rulebook => s_rulebook.Value;

    public static RulebookReading Read(string text) => RulebookReader.Read(new RulebookText($"{Id}/rulebook.yaml", text), CountyRulebook.Common);
}
