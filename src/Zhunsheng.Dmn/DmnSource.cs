using System.Collections.Immutable;
using System.Xml;

namespace Zhunsheng.Dmn;

/// <summary>A DMN document: its bytes or its text, and what it is called in messages.</summary>
public sealed class DmnSource
{
    private readonly byte[]? _bytes;
    private readonly string? _text;

    /// <summary>A document from its text.</summary>
    /// <param name="path">What it is called in messages; mostly its path.</param>
    /// <param name="text">The XML.</param>
    public DmnSource(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        Path = path;
        _text = text;
    }

    /// <summary>A document from its bytes, in the encoding that it declares.</summary>
    /// <param name="path">What it is called in messages; mostly its path.</param>
    /// <param name="bytes">The XML as it stands in the file.</param>
    public DmnSource(string path, ImmutableArray<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
        _bytes = bytes.IsDefault ? [] : [.. bytes];
    }

    /// <summary>What it is called in messages.</summary>
    public string Path { get; }

    internal long Length => _bytes?.LongLength ?? _text!.Length;

    internal XmlReader Open(XmlReaderSettings settings) =>
        _bytes is not null ? XmlReader.Create(new MemoryStream(_bytes, false), settings) : XmlReader.Create(new StringReader(_text!), settings);
}
