using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;
using Zhunsheng.Storage.Tests;

// The program of the tests; with its own first argument it is the process that is killed in the middle of writing.
return args switch
{
    [RestlessWriter.Command, .. var rest] => await RestlessWriter.Run(rest),
    _ when args.Any(a => a is "--server" or "--internal-msbuild-node") => await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
    _ => await ConsoleRunner.Run(args),
};
