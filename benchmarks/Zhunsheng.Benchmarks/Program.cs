using Zhunsheng.Benchmarks;

switch (args)
{
    case ["rules"]:
        RulebookComparison.Run();
        Console.WriteLine();
        var sixRows = TableComparison.SixRowTable();
        Console.WriteLine();
        OtherEngines.Run(sixRows);
        Console.WriteLine();
        TableComparison.Growth();
        Console.WriteLine();
        ColdStart.Run();
        return 0;
    case ["micro"]:
        Micro.Run();
        return 0;
    case ["cold"]:
        ColdStart.Once();
        return 0;
    case ["cold-after-another"]:
        ColdStart.OnceAfterAnother();
        return 0;
    default:
        Console.Error.WriteLine("用法：./bench rules | micro");
        return 2;
}
