using System.Text;
using Zhunsheng.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandTree.Run(args, Terminal.OfProcess(), CancellationToken.None);
