using System.Globalization;
using System.Text;
using Zhunsheng.Cli;

CultureInfo.CurrentUICulture = new CultureInfo("zh-Hans");
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandTree.Run(args, new Terminal(Console.Out, Console.Error, Console.In), CancellationToken.None);
