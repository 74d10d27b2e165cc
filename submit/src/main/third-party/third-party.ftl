<#-- META-INF/THIRD-PARTY.txt of the jar. The build replaces the names between at signs, license-maven-plugin gives the
     dependencies of the jar with the licences of their POMs. JarContentIT compares the result with the jar. -->
<#-- The licences that have one text. Other texts begin with a notice of their authors: one file for each library. -->
<#assign shared = ["Apache-2.0", "LGPL-2.0-or-later", "LGPL-2.1-or-later", "LGPL-3.0-or-later"]/>
<#-- Whose own file of an Apache licence adds other notices. -->
<#assign added = ["commons-math3"]/>
<#-- The licence that is taken of those offered. Sources of javasound-flac name the LGPL alone. -->
<#assign taken = {
    "com.tianscar.javasound:javasound-flac": "LGPL-2.1-or-later",
    "org.bytedeco:javacpp": "Apache-2.0",
    "org.bytedeco:openblas": "Apache-2.0"}/>
<#-- Which artifacts come a second time, with their native libraries. -->
<#assign natives = {
    "org.bytedeco:javacpp": "@javacpp.platform@",
    "org.bytedeco:openblas": "@javacpp.platform@",
    "org.nd4j:nd4j-native": "@nd4j.native.classifier@",
    "org.nd4j:nd4j-native-preset": "@javacpp.platform@"}/>
<#function text licence name>
  <#if shared?seq_contains(licence) && !added?seq_contains(name)><#return licence + ".txt"/></#if>
  <#return licence + "-" + name + ".txt"/>
</#function>
<#macro entry coordinates licence name>
${coordinates}
    ${licence}, licenses/${text(licence, name)}<#if licence?starts_with("LGPL-3.0")> and licenses/GPL-3.0.txt</#if>
</#macro>
Third-party software in this jar
================================

Each entry has its Maven coordinates or its name, its licence, and the file of META-INF that holds the licence's text.
The sources of an artifact have the same coordinates on Maven Central, with the classifier "sources".

Artifacts
---------

<#list dependencyMap as dependency>
  <#assign p = dependency.getKey()/>
  <#assign key = p.groupId + ":" + p.artifactId/>
  <#assign licences = dependency.getValue()/>
  <#assign licence = taken[key]!licences?join(" and ")/>
  <#assign coordinates = key + ":" + p.version/>
<@entry coordinates licence p.artifactId/>
  <#if natives[key]??>
<@entry coordinates + ":" + natives[key] licence p.artifactId/>
  </#if>
</#list>

Inside com.github.trilarion:java-vorbis-support
-----------------------------------------------

JOrbis, VorbisSPI, Tritonus
    LGPL-3.0-or-later, licenses/LGPL-3.0-or-later.txt and licenses/GPL-3.0.txt

Inside com.tianscar.javasound:javasound-flac
--------------------------------------------

jFLAC, javaFlacEncoder
    LGPL-2.1-or-later, licenses/LGPL-2.1-or-later.txt

Inside org.nd4j:guava
---------------------

com.google.guava:guava:30.1.1-jre, com.google.guava:failureaccess:1.0.1,
com.google.guava:listenablefuture:9999.0-empty-to-avoid-conflict-with-guava,
com.google.code.findbugs:jsr305:3.0.2, com.google.errorprone:error_prone_annotations:2.5.1,
com.google.j2objc:j2objc-annotations:1.3
    Apache-2.0, licenses/Apache-2.0.txt

Inside org.nd4j:jackson
-----------------------

com.fasterxml.jackson.core:jackson-core:2.12.2, com.fasterxml.jackson.core:jackson-databind:2.12.2,
com.fasterxml.jackson.core:jackson-annotations:2.12.2, com.fasterxml.jackson.dataformat:jackson-dataformat-yaml:2.12.2,
org.yaml:snakeyaml:1.26
    Apache-2.0, licenses/Apache-2.0.txt

Inside org.nd4j:protobuf
------------------------

com.google.protobuf:protobuf-java:3.12.2, com.google.protobuf:protobuf-java-util:3.12.2
    BSD-3-Clause, licenses/BSD-3-Clause-protobuf.txt
com.google.guava:guava:28.0-android, com.google.guava:failureaccess:1.0.1,
com.google.guava:listenablefuture:9999.0-empty-to-avoid-conflict-with-guava
    Apache-2.0, licenses/Apache-2.0.txt

Inside org.nd4j:nd4j-api
------------------------

Messages of TensorFlow and ONNX
    Apache-2.0, licenses/Apache-2.0.txt

Inside org.webjars.npm:d3
-------------------------

d3-ease
    BSD-3-Clause, licenses/BSD-3-Clause-d3-ease.txt
d3-scale-chromatic, with the colours of ColorBrewer under Apache-2.0
    ISC, licenses/ISC-d3-scale-chromatic.txt
delaunator
    ISC, licenses/ISC-delaunator.txt
internmap
    ISC, licenses/ISC-internmap.txt
robust-predicates
    Unlicense, licenses/Unlicense-robust-predicates.txt

Inside the native libraries
---------------------------

nd4jcpu: oneDNN, FlatBuffers
    Apache-2.0, licenses/Apache-2.0.txt
nd4jcpu: Xbyak, in oneDNN
    BSD-3-Clause, licenses/BSD-3-Clause-xbyak.txt
nd4jcpu: Instrumentation and Tracing Technology API, in oneDNN
    BSD-3-Clause, licenses/BSD-3-Clause-ittapi.txt
openblas: OpenBLAS 0.3.19
    BSD-3-Clause, licenses/BSD-3-Clause-openblas.txt
openblas: LAPACK and LAPACKE, in OpenBLAS
    BSD-3-Clause, licenses/BSD-3-Clause-lapack.txt
<#if "@javacpp.platform@"?starts_with("windows")>
api-ms-win-core, api-ms-win-crt, concrt, msvcp, ucrtbase, vcomp, vcruntime: Microsoft's run-time libraries, unmodified
    Microsoft's terms for redistributable files
<#else>
gcc_s, gfortran, gomp: run-time libraries of GCC, unmodified
    GPL-3.0 with the GCC Runtime Library Exception, licenses/GPL-3.0.txt and licenses/GCC-exception-3.1.txt
quadmath: run-time library of GCC, unmodified
    LGPL-2.1-or-later, licenses/LGPL-2.1-or-later.txt
</#if>
jnind4jcpu, jniopenblas, jniopenblas_nolapack, jnijavacpp: bindings for Java, of the artifacts above
    Apache-2.0, licenses/Apache-2.0.txt
