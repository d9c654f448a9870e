package io.dbm.access.mybatis;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.ibatis.builder.BuilderException;
import org.apache.ibatis.builder.xml.XMLMapperEntityResolver;
import org.apache.ibatis.parsing.XPathParser;

/** One of MyBatis' XML files on the class path, read whole and found valid by its DTD. */
final class XmlResource {

    private final byte[] content;
    private final XPathParser document;

    private XmlResource(byte[] content, XPathParser document) {
        this.content = content;
        this.document = document;
    }

    /** Reads a file whose outermost element must be the given one. */
    static XmlResource read(ClassLoader classLoader, String name, String element)
            throws RejectedException {
        byte[] content = content(classLoader, name);
        XPathParser document;
        try {
            document =
                    new XPathParser(
                            new ByteArrayInputStream(content),
                            true,
                            null,
                            new XMLMapperEntityResolver());
        } catch (BuilderException e) {
            throw new RejectedException(
                    "which is no valid MyBatis XML: " + RejectedException.reason(e));
        }
        if (document.evalNode("/" + element) == null) {
            throw new RejectedException("whose outermost element must be <" + element + ">");
        }
        return new XmlResource(content, document);
    }

    private static byte[] content(ClassLoader classLoader, String name) throws RejectedException {
        try (InputStream stream = classLoader.getResourceAsStream(name)) {
            if (stream == null) {
                throw new RejectedException(
                        "which is not on the class path: name the file with its folders, with no /"
                                + " in front");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new RejectedException("which cannot be read: " + e);
        }
    }

    boolean has(String path) {
        return document.evalNode(path) != null;
    }

    InputStream open() {
        return new ByteArrayInputStream(content);
    }
}
