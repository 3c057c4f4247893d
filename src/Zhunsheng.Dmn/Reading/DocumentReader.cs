using System.Collections.Frozen;
using System.Xml.Linq;
using System.Xml;
using Zhunsheng.Dmn.Syntax;

namespace Zhunsheng.Dmn.Reading;

/// <summary>From bytes to an XML tree: no DTD, no entities but XML's own, no references followed, bounded in size and depth.</summary>
internal static class DocumentReader
{
    private const int Deepest = 120;

    /// <summary>The namespaces of DMN 1.1 to 1.6.</summary>
    private static readonly FrozenSet<string> s_namespaces = FrozenSet.Create(
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
    ]);

    /// <summary>The root of the document; null, with the reason among the findings, when it cannot be used.</summary>
    public static XElement? Read(DmnSource source, DmnOptions options, Findings findings)
    {
        var whole = new Place(source.Path, 0, 0);
        if (source.Length > options.LargestDocument)
        {
            findings.Error(DmnProblem.TooLarge, whole, $"文档太大：{source.Length}，最多{options.LargestDocument}；请拆成几个模型，用 import 引入");
            return null;
        }

        try
        {
            if (TooDeep(source, options) is { } place)
            {
                findings.Error(DmnProblem.TooLarge, place, $"元素嵌套太深，最多{Deepest}层");
                return null;
            }

            using var reader = source.Open(Settings(options));
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo | LoadOptions.PreserveWhitespace).Root;
            if (root is null || root.Name.LocalName != "definitions" || !s_namespaces.Contains(root.Name.NamespaceName))
            {
                findings.Error(DmnProblem.NotDmn, root is null ? whole : PlaceOf(root, source.Path),
                    $"根元素要的是 DMN 1.1 到 1.6 的 definitions，写的是 {root?.Name.LocalName}（命名空间“{Shortened(root?.Name.NamespaceName ?? "")}”）");
                return null;
            }

            return root;
        }
        catch (XmlException exception)
        {
            findings.Error(DmnProblem.NotXml, new(source.Path, exception.LineNumber, exception.LinePosition), $"不是能用的 XML（不许有 DTD 和自定义实体）：{exception.Message}");
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or InvalidOperationException or IOException)
        {
            findings.Error(DmnProblem.NotXml, whole, $"读不出来，多半是编码声明和内容不符：{exception.Message}");
            return null;
        }
    }

    /// <summary>Where an element or a text begins.</summary>
    public static Place PlaceOf(XObject node, string path)
    {
        IXmlLineInfo info = node;
        return info.HasLineInfo() ? new(path, info.LineNumber, info.LinePosition) : new(path, 0, 0);
    }

    private static XmlReaderSettings Settings(DmnOptions options) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = options.LargestDocument,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private static Place? TooDeep(DmnSource source, DmnOptions options)
    {
        using var reader = source.Open(Settings(options));
        while (reader.Read())
        {
            if (reader.Depth > Deepest)
            {
                var info = reader as IXmlLineInfo;
                return new(source.Path, info?.LineNumber ?? 0, info?.LinePosition ?? 0);
            }
        }

        return null;
    }

    private static string Shortened(string text) => text.Length > 100 ? text[..100] + "…" : text;
}
