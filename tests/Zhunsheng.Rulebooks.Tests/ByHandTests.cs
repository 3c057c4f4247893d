using Zhunsheng.Benchmarks;
using Zhunsheng.Benchmarks.ByHand;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>
/// The regulation that the benchmarks hold written by hand: it must know what its rulebook knows and say the same. Where this fails, mend
/// benchmarks/Zhunsheng.Benchmarks/ByHand; the message names the step, gate or question.
/// </summary>
public class ByHandTests
{
    private static readonly Lazy<Rulebook> s_rulebook = new(() => RepositoryRulebooks.Load("heilongjiang-2023"));

    [Fact]
    public void Unlike_RulebookOfTheRepository_KnowsTheSameStepsAndGates() => Assert.Null(Agreement.Unlike(s_rulebook.Value));

    [Fact]
    public void Difference_ProjectsDrawnByChance_SaysTheSame()
    {
        var rulebook = s_rulebook.Value;
        var engine = new FullAnswer(rulebook);
        var byHand = new FullAnswerByHand(new Settings(), new Holidays(rulebook.Calendar.Years));
        var draw = new ProjectDraw(rulebook, 2024);
        for (var i = 0; i < 500; i++)
        {
            var (project, situation) = draw.Next();
            byHand.Find(project);
            engine.Find(situation);
            Assert.Null(Agreement.Difference(engine, byHand));
        }
    }

    [Fact]
    public void Unlike_StepAddedToTheRulebook_IsNamed()
    {
        var (text, common) = RepositoryRulebooks.Texts("heilongjiang-2023");
        const string Step = "      撤销登记:\n";
        Assert.Contains(Step, text.Text, StringComparison.Ordinal);
        var more = text with { Text = text.Text.Replace(Step, "      补登:\n        phase: 需求与申报\n        by: 建设单位\n        after: [项目登记]\n        optional: true\n        title: 补登\n" + Step, StringComparison.Ordinal) };
        Assert.Equal("Not written by hand: step 补登.", Agreement.Unlike(RulebookReader.Read(more, common).Rulebook!));
    }
}
