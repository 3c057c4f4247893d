namespace Zhunsheng.Casework;

/// <summary>The canonical text of an act and back, and the digests over it.</summary>
public static partial class ActCodec
{
    /// <summary>The canonical text: UTF-8 JSON with sorted keys, no white space, plain decimal numbers, without the two digests.</summary>
    public static byte[] Encode(Act act) => throw new NotImplementedException();

    /// <summary>The act of a canonical text. Throws <see cref="FormatException"/> when it is none.</summary>
    public static Act Decode(ReadOnlySpan<byte> body, string previousDigest, string digest) => throw new NotImplementedException();

    /// <summary>SM3 over the previous digest, as 64 hexadecimal digits, followed by the canonical text; hexadecimal.</summary>
    public static string Digest(string previousDigest, ReadOnlySpan<byte> body) => throw new NotImplementedException();

    /// <summary>The root of a case file: SM3 over the canonical text of its head, hexadecimal.</summary>
    public static string Root(CaseFile file) => throw new NotImplementedException();
}
