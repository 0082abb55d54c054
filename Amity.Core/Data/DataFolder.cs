namespace Amity.Core.Data;

/// <summary>
/// The folder with all that a server keeps: <c>control.db</c>, <c>networks/ID/amity.db</c>, <c>networks/ID/files</c>,
/// <c>first-run.txt</c>. Only its owner may read it.
/// </summary>
public sealed class DataFolder(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    /// <summary>Held by the process that writes content. It carries nothing and is never deleted: the operating system's lock on it counts.</summary>
    internal const string LockName = "amity.lock";

    internal const string NetworksName = "networks";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string ControlDatabase => Inside("control.db");

    /// <summary>Where the first start leaves the generated server key.</summary>
    public string FirstRunNote => Inside("first-run.txt");

    public string Networks => Inside(NetworksName);

    /// <summary>The networks that have a folder, by id.</summary>
    public IEnumerable<string> NetworkIds() =>
        Directory.Exists(Networks)
            ? Directory.EnumerateDirectories(Networks).Select(folder => System.IO.Path.GetFileName(folder)).Where(IsNetworkId).Order(StringComparer.Ordinal)
            : [];

    public string NetworkFolder(string networkId) =>
        IsNetworkId(networkId)
            ? System.IO.Path.Combine(Networks, networkId)
            : throw new ArgumentException("A network id has letters, digits and underscores only.", nameof(networkId));

    public string NetworkDatabase(string networkId) => System.IO.Path.Combine(NetworkFolder(networkId), "amity.db");

    public string NetworkFiles(string networkId) => System.IO.Path.Combine(NetworkFolder(networkId), "files");

    /// <summary>Makes the folder where it is missing.</summary>
    public void Create()
    {
        CreateOwnerOnly(Path);
        CreateOwnerOnly(Networks);
    }

    /// <summary>Makes the folders of a network where they are missing.</summary>
    public void CreateNetwork(string networkId)
    {
        Create();
        CreateOwnerOnly(NetworkFolder(networkId));
        CreateOwnerOnly(NetworkFiles(networkId));
    }

    /// <summary>Deletes all that a network has. Its database must be closed.</summary>
    public void DeleteNetwork(string networkId) => Directory.Delete(NetworkFolder(networkId), recursive: true);

    /// <summary>
    /// Keeps a second server away until it is disposed or the process ends, in whatever way: the operating system drops the lock of
    /// a killed process.
    /// </summary>
    /// <exception cref="DataFolderInUseException">Another process holds it.</exception>
    public IDisposable Lock()
    {
        Create();
        var held = Hold();
        try
        {
            Restore.Finish(this);
            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>ASCII letters, digits and underscores: the id is a folder's name and part of a token.</summary>
    public static bool IsNetworkId(string text) =>
        text.Length is > 0 and <= 100 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    internal static void CreateOwnerOnly(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
    }

    private FileStream Hold()
    {
        try
        {
            return new FileStream(Inside(LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation)
        {
            throw new DataFolderInUseException(Path, error);
        }
    }

    private string Inside(string name) => System.IO.Path.Combine(Path, name);
}

/// <summary>Two servers on one folder would each believe that they alone write it.</summary>
public sealed class DataFolderInUseException(string folder, Exception cause)
    : Exception($"{folder} is in use by another Amity process. Stop it first, or choose another folder with Amity:DataDirectory.", cause);
