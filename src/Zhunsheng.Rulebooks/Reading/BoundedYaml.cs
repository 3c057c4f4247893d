using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// Loads YAML from outside within bounds. Nodes are built by recursion, and a stack that overflows ends the process: how deep a text nests is counted
/// while it is being parsed, before any node is built. Names that stand for other parts (aliases) count as what they stand for, and none may hold itself.
/// </summary>
public static class BoundedYaml
{
    /// <summary>How deep facts and arguments may nest.</summary>
    public const int DepthOfFacts = 32;

    /// <summary>How deep a rulebook or another file of an installation may nest.</summary>
    public const int DepthOfFiles = 64;

    /// <summary>How many characters a text may have.</summary>
    public const int MostCharacters = 4_000_000;

    /// <summary>How many values, lists and mappings a text may hold.</summary>
    public const int MostNodes = 500_000;

    /// <summary>The documents of a text. Throws <see cref="YamlException"/> with the place when it is not YAML, too long, holds too much or nests too deeply.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="depth">How many lists and mappings may lie inside each other.</param>
    public static YamlStream Load(string text, int depth)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostCharacters)
        {
            throw new YamlException(Mark.Empty, Mark.Empty, $"文件太大：{text.Length}个字符，最多{MostCharacters}个");
        }

        var stream = new YamlStream();
        var parser = new Bounded(new Parser(new StringReader(text)), depth);
        try
        {
            stream.Load(parser);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // The parser leaves some malformed texts without a place.
            var place = parser.Current?.Start ?? Mark.Empty;
            throw new YamlException(place, place, "从这里起的括号没有配对", exception);
        }

        return stream;
    }

    /// <summary>Counts while it parses. A name counts as all that it stands for.</summary>
    private sealed class Bounded(Parser parser, int most) : IParser
    {
        private readonly Stack<Part> _open = [];
        private readonly Dictionary<AnchorName, Part> _named = [];

        public ParsingEvent? Current => parser.Current;

        public bool MoveNext()
        {
            if (!parser.MoveNext())
            {
                return false;
            }

            switch (parser.Current)
            {
                case SequenceStart or MappingStart:
                    _open.Push(new Part(((NodeEvent)parser.Current).Anchor) { Height = 1 });
                    Check(0);
                    break;
                case SequenceEnd or MappingEnd:
                    Close(_open.Pop());
                    break;
                case Scalar scalar:
                    Close(new Part(scalar.Anchor));
                    break;
                case AnchorAlias alias:
                    if (_open.Any(part => part.Name == alias.Value))
                    {
                        throw Refused($"*{alias.Value} 用在它自己里面");
                    }

                    if (_named.TryGetValue(alias.Value, out var meant))
                    {
                        Check(meant.Height);
                        Close(new Part(AnchorName.Empty) { Height = meant.Height, Nodes = meant.Nodes });
                    }

                    break;
                default:
                    break;
            }

            return true;
        }

        private void Close(Part part)
        {
            if (!part.Name.IsEmpty)
            {
                _named[part.Name] = part;
            }

            if (_open.TryPeek(out var around))
            {
                around.Nodes += part.Nodes;
                around.Height = Math.Max(around.Height, part.Height + 1);
                if (around.Nodes > MostNodes)
                {
                    throw Refused($"内容太多（最多{MostNodes}项，别名按它代表的全部内容算）");
                }
            }
        }

        private void Check(int below)
        {
            if (_open.Count + below > most)
            {
                throw Refused($"嵌套太深（最多{most}层）");
            }
        }

        private YamlException Refused(string message) => new(parser.Current!.Start, parser.Current.End, message);
    }

    /// <summary>A node that has been begun: how many nodes it holds, itself included, and how many lists and mappings lie inside each other in it.</summary>
    private sealed class Part(AnchorName name)
    {
        public AnchorName Name => name;

        public long Nodes { get; set; } = 1;

        public int Height { get; set; }
    }
}
