using System.Text.Json.Nodes;

namespace Zhunsheng.Web.Tests;

/// <summary>Every approval route of the five rulebooks, from registration to the last approval or the listing in the plan, through the pages.</summary>
public class ApprovalRouteTests
{
    [Fact]
    public async Task Probe()
    {
        await using var walk = await RouteWalk.Start("fangchenggang-2022");
        await walk.Play(["港规划", "港计划甲", "港口岸"], new Dictionary<(string, string), JsonNode?>
        {
            [("港口岸", "总投资")] = 400,
            [("港规划", "规划项目")] = new JsonArray("@case(港口岸)"),
            [("港计划甲", "计划项目")] = new JsonArray("@case(港口岸)"),
        }, a => a.On < new DateOnly(2025, 1, 1));
        var page = await walk.PageOf("港口岸");
        TestContext.Current.TestOutputHelper!.WriteLine(page.Document.QuerySelector("[aria-labelledby=stages]")!.TextContent);
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(" ", walk.Numbers) + " " + walk.Refused);
        Assert.Fail("look");
    }
}
