using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

/// <summary>A process that opens and continues case files as fast as it can, saying each act after it was acknowledged, until it is killed.</summary>
internal static class RestlessWriter
{
    public const string Command = "write-until-killed";

    public static async Task<int> Run(string[] arguments)
    {
        var options = StorageOptions.Parse(arguments[0], arguments[1], arguments[2]);
        await using var world = World.On(options);
        await world.Library.Reload();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Write(world))));
        return 0;
    }

    private static async Task Write(World world)
    {
        while (true)
        {
            var file = await world.Project();
            Say(file);
            file = await world.Act(file, "审核", "退回补正", CaseBuilder.Office("数据局"), ("补正要求", "补"));
            Say(file);
        }
    }

    private static void Say(CaseFile file)
    {
        lock (Command)
        {
            Console.Out.WriteLine($"{file.Number} {file.Acts[^1].Digest}");
            Console.Out.Flush();
        }
    }
}
