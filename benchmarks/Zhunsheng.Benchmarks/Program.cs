using Zhunsheng.Benchmarks;

switch (args)
{
    case ["rules"]:
        RulebookComparison.Run();
        return 0;
    default:
        Console.Error.WriteLine("用法：./bench rules");
        return 2;
}
