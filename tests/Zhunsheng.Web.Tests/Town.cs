namespace Zhunsheng.Web.Tests;

/// <summary>Things that tests of the town's life do again and again.</summary>
internal static class Town
{
    /// <summary>The opening form, filled rightly.</summary>
    public static Dictionary<string, string?> Declaration(string name = "镇办事平台") => new()
    {
        ["f.项目名称"] = name,
        ["f.密级"] = "非涉密",
        ["f.总投资"] = "350",
        ["f.计划年度"] = "2027",
        ["f.拆分申报"] = "否",
        ["f.依托内网"] = "否",
        ["p.2"] = "是",
    };

    /// <summary>Its papers.</summary>
    public static Dictionary<string, TestFile> Papers() => new() { ["p.0"] = TestFile.Pdf() };

    /// <summary>Declares a project. Returns its number.</summary>
    public static async Task<string> Declare(Browser unit, string name = "镇办事平台")
    {
        var done = await unit.Submit(await unit.Get("/projects/new"), "提交", Declaration(name), Papers());
        Assert.True(done.Status == 303, done.Text);
        return done.Location!.Split('/')[2].Split('?')[0];
    }

    /// <summary>Acts in a step. Returns the answer.</summary>
    public static async Task<PageAnswer> Act(Browser actor, string number, string step, string outcome, Dictionary<string, string?>? fill = null) =>
        await actor.Submit(await actor.Get($"/cases/{number}/steps/{step}"), outcome, fill);
}
