using System.CommandLine;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Cli;

/// <summary>zs schema: the JSON Schema of rulebook.yaml for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("schema", "印出 rulebook.yaml 的 JSON Schema（编辑器用它提示键名和说明）；仓库里的一份是 docs/rulebook.schema.json。");
        command.SetAction(_ =>
        {
            terminal.Out.Write(RulebookSchema.Text());
            return ExitCode.Good;
        });
        return command;
    }
}
