namespace Zhunsheng.EndToEnd;

/// <summary>The whole life of a project of each jurisdiction, from the call of its plan year to its evaluation, every role doing its part in the browser, with scripts and without. The lives stand in Lives.</summary>
public sealed class WholeLifeTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>Nobody is signed out while a life of years is played in minutes.</summary>
    private const string StayingSignedIn = "--Session:IdleMinutes=5000000";

    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Lives");

    /// <summary>The rulebooks of which a life is written.</summary>
    public static TheoryData<string> Lives { get; } = [.. Directory.GetFiles(s_folder, "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Lives))]
    public async Task Life_FromTheCallToTheEvaluation_IsPlayedThrough(string name)
    {
        var life = LifeReader.Read(s_folder, name);
        var browser = chromium.Need();
        await using var server = await ServerProcess.Start(life.People, name, StayingSignedIn);
        await using var player = new LifePlayer(browser, server, life);
        await player.Play();
        await server.Kill();
        await LifeChecks.ChainVerifies(server);
        await player.Compare();
    }
}
